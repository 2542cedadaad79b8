// Live parts of a page. Each part is sent whole when it has changed, and put where it belongs.

import { keep } from "./kept.js";
import { tick } from "./ticks.js";

const place = document.querySelector("[data-feed]");
const PARTS = ["waiting", "mine", "presence", "missed"];
const RETRY_MS = 3000;

// What somebody is about to send stays as it is: fields, where the caret is, what is unfolded.
function kept(part) {
  const fields = (root) => [...root.querySelectorAll("textarea, select, input:not([type=hidden])")];
  const name = (field) => [field.form?.getAttribute("action"), field.name, field.type === "radio" && field.value].join();
  const was = new Map(fields(part).map((field) => [name(field), field]));
  const unfolded = [...part.querySelectorAll("details[open] > summary")].map((each) => each.textContent);
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  return () => {
    for (const summary of part.querySelectorAll("details > summary")) {
      summary.parentElement.open = unfolded.includes(summary.textContent);
    }
    for (const field of fields(part)) {
      const before = was.get(name(field));
      if (!before) continue;
      field.value = before.value;
      field.checked = before.checked;
      if (before !== focused) continue;
      field.focus();
      if (field.tagName === "TEXTAREA") field.setSelectionRange(before.selectionStart, before.selectionEnd);
    }
    if (focused?.id) document.getElementById(focused.id)?.focus();
  };
}

function put(id, html) {
  const part = document.getElementById(id);
  if (!part || part.innerHTML === html) return;
  const restore = kept(part);
  part.innerHTML = html;
  restore();
  tick();
}

// Child by child: what is the same stays where it is, and only what is new is read aloud.
function renew(piece, fresh) {
  const [was, becomes] = [[...piece.children], [...fresh.children]];
  becomes.forEach((child, n) => {
    if (!was[n]) piece.append(child);
    else if (was[n].outerHTML !== child.outerHTML) was[n].replaceWith(child);
  });
  for (const gone of was.slice(becomes.length)) gone.remove();
  piece.dataset.as = fresh.dataset.as;
}

// A talk changes piece by piece. A field in which a word is being composed must stay the very same
// one: into another, what is half composed is written twice.
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

// What fails is tried again: a network that was gone for a moment ends nothing for good.
function again(work) {
  work().catch(() => setTimeout(again, RETRY_MS, work));
}

async function get(url) {
  const answer = await fetch(url, { redirect: "manual" });
  if (answer.type === "opaqueredirect") {
    keep();
    location.reload(); // signed out
  }
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

// A talk is got anew when its version is another one.
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

// No room on the feed, or signed out: ask, and try to listen again.
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

// What was said last is what is answered next.
function scroll() {
  for (const each of document.querySelectorAll(".said-so-far")) each.scrollTop = each.scrollHeight;
}

if (place) {
  scroll();
  listen();
}
