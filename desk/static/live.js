// Keeps parts of a page up to date. The server sends the HTML of a part when it has changed, as an
// event named after the id of its element.

import { keep } from "./kept.js";
import { kept, put } from "./put.js";
import { tick } from "./ticks.js";

const place = document.querySelector("[data-feed]");
const PARTS = ["waiting", "mine", "presence", "missed"];
const RETRY_MS = 3000;

// Replaces only the children that differ, so that a screen reader announces only what is new.
function renew(piece, fresh) {
  const [was, becomes] = [[...piece.children], [...fresh.children]];
  becomes.forEach((child, n) => {
    if (!was[n]) piece.append(child);
    else if (was[n].outerHTML !== child.outerHTML) was[n].replaceWith(child);
  });
  for (const gone of was.slice(becomes.length)) gone.remove();
  piece.dataset.as = fresh.dataset.as;
}

// Updates the state of a conversation piece by piece: a piece whose data-as is unchanged keeps its
// elements. An input method that composes a word (Chinese) needs the same field to finish it: in a
// new one the half-composed word would appear twice.
function putTalk(part, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const piece of part.querySelectorAll("[data-as]")) {
    const becomes = fresh.getElementById(piece.id);
    if (becomes.dataset.as === piece.dataset.as) continue;
    const restore = kept(piece);
    renew(piece, becomes);
    restore();
  }
  part.dataset.version = fresh.body.firstElementChild.dataset.version;
  tick();
  scroll();
}

// Retries forever: a short network failure must not stop the updates.
function again(work) {
  work().catch(() => setTimeout(again, RETRY_MS, work));
}

async function get(url) {
  const answer = await fetch(url, { redirect: "manual" });
  if (answer.type === "opaqueredirect") {
    keep();
    location.reload(); // signed out: the server redirects to the sign-in page
  }
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

// `talks`: id:version of each conversation in hand. Requests the state of this page's conversation
// when its version has changed.
async function follow(talks) {
  const part = document.getElementById("talk-state");
  if (!part) return;
  const version = talks.split(" ").find((each) => each.startsWith(`${part.dataset.talk}:`)) ?? "";
  if (version.split(":")[1] === part.dataset.version) return;
  putTalk(part, await (await get(part.dataset.from)).text());
}

function listen() {
  const feed = new EventSource(place.dataset.feed);
  for (const id of PARTS) {
    feed.addEventListener(id, (event) => put(id, JSON.parse(event.data)));
  }
  feed.addEventListener("talks", (event) => again(() => follow(JSON.parse(event.data))));
  feed.addEventListener("error", () => {
    if (feed.readyState === EventSource.CLOSED) setTimeout(again, RETRY_MS, ask);
  });
}

// Without a stream, because all are taken or the session has ended: requests the parts once, and
// then tries to listen again.
async function ask() {
  const parts = await (await get(place.dataset.instead)).json();
  for (const id of PARTS) if (id in parts) put(id, parts[id]);
  await follow(parts.talks);
  listen();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const types = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === "a" && !types && !event.ctrlKey && !event.metaKey && !event.altKey) {
    document.querySelector("#waiting button")?.click();
  }
});

// Shows the last line, which the agent answers next.
function scroll() {
  for (const each of document.querySelectorAll(".said-so-far")) each.scrollTop = each.scrollHeight;
}

if (place) {
  scroll();
  listen();
}
