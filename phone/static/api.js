// Requests to the phone's own server, which plays the carrier.

const base = document.body.dataset.api;

export const state = { member: null, twice: false };

async function read(answer) {
  if (!answer.ok) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 200)}`);
  return answer.json();
}

export const get = async (path) => read(await fetch(base + path));

export const post = async (path, given = {}) =>
  read(
    await fetch(base + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...given, twice: state.twice }),
    }),
  );

/** One request after another: quick keys must reach the hotline in the order they were pressed. */
export function inOrder() {
  let last = Promise.resolve();
  return (work) => {
    last = last.then(work, work);
    return last;
  };
}
