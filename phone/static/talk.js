// The transcript beside the voice phone: what the hotline says and what the member does.

import { $, appendTo, el, lang } from "./dom.js";
import { translated } from "./strings.js";

const list = $("transcript");
let entry = null; // the row of keys being entered, until something else happens

function row(item) {
  entry = null;
  return appendTo(list, item);
}

const aside = (key, values = {}, kind = "") =>
  row(el("li", { class: `aside ${kind}` }, translated(el("span"), key, values)));

export function clear() {
  entry = null;
  list.replaceChildren();
}

export function empty() {
  clear();
  list.append(translated(el("li", { class: "empty" }), "emptyTalk"));
}

export const member = {
  pressed(key) {
    entry ??= appendTo(list, el("li", { class: "mine keys" }));
    entry.append(el("kbd", {}, key));
    list.scrollTop = list.scrollHeight;
  },
  said: (words) => row(el("li", { class: "mine bubble" }, words)),
  recorded: (n, words) =>
    row(
      el("li", { class: "mine bubble" }, translated(el("span", { class: "cost" }), "recorded", { n }), el("span", {}, words)),
    ),
  silent: () => aside("silent", {}, "right"),
  hungUp: () => aside("youHungUp", {}, "right"),
};

const WRITE = {
  say: (event) => row(el("li", { class: "theirs bubble", ...lang(event.language) }, event.text)),
  play: (event) => aside(event.url.match(/music|hold/i) || event.text ? "music" : "plays", {}, "music"),
  beep: () => aside("beep", {}),
  queue: (event) => aside("inQueue", { name: event.text }),
  // the name of a conference says nothing to people, so only its start is shown
  dial: (event) => (/^\S{20,}$/.test(event.text) ? aside("connectedNow") : aside("connected", { name: event.text })),
  ignored: (event) => aside("ignored", { text: event.text }, "right"),
  error: (event) =>
    row(
      el("li", { class: "problem" }, translated(el("strong"), "applicationError"), el("span", {}, event.text)),
    ),
  end: () => aside("hotlineHungUp", {}),
};

/** Write all that is heard at once. Returns the rows by event, to highlight the one being said. */
export function write(events) {
  return new Map(events.map((event) => [event, WRITE[event.kind]?.(event)]));
}

export function light(row) {
  list.querySelector(".now")?.classList.remove("now");
  row?.classList.add("now");
}

export const missed = () => aside("missed", {}, "right");
export const failed = (what) => aside("failed", { what });
