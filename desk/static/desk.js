// The desk's keyboard. Everything works without it; nothing here changes anything.

const CHORD_MS = 1200;
const help = document.getElementById("keys");
const places = new Map(
  [...document.querySelectorAll("[data-keys]")].map((link) => [link.dataset.keys, link]),
);
const beginnings = new Set([...places.keys()].map((keys) => keys.split(" ")[0]));
let begun = "";
let begunAt = 0;

function types(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

// With the button that comes first: without one, what a form does may be the opposite.
function send(form) {
  form.requestSubmit([...form.elements].find((each) => each.type === "submit"));
}

function search() {
  const field = document.querySelector("input[type=search]");
  field?.focus();
  field?.select();
  return field !== null;
}

function pressed(key) {
  if (key === "?") return help?.showModal(), true;
  if (key === "/") return search();
  const keys = begun && performance.now() - begunAt < CHORD_MS ? `${begun} ${key}` : key;
  begun = "";
  if (places.has(keys)) return places.get(keys).click(), true;
  if (keys !== key) return true; // the second of two keys, to where this role has no place
  begun = beginnings.has(key) ? key : "";
  begunAt = performance.now();
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (types(event.target) && event.target.form) send(event.target.form);
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !types(event.target) && !help?.open) {
    if (pressed(event.key)) event.preventDefault();
  }
});

// Where the places stand in a row, the one we are at may be out of sight. scrollIntoView() would do
// it too, and let the first Tab begin from there: past the link that skips all this.
const here = document.querySelector("nav [aria-current]");
if (here) {
  const row = here.closest("nav");
  const [at, around] = [here.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += at.left + at.width / 2 - around.left - around.width / 2;
}

document.getElementById("show-keys")?.addEventListener("click", () => help.showModal());

// A form sent twice by an impatient hand is sent once.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
