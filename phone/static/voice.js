// The voice phone: sends keys and words to the call, and shows what the call waits for.

import { inOrder, post, state } from "./api.js";
import * as clock from "./clock.js";
import * as display from "./display.js";
import { $, el } from "./dom.js";
import { perform } from "./sound.js";
import { onLanguage } from "./strings.js";
import * as talk from "./talk.js";

const KEYS = { 1: "", 2: "ABC", 3: "DEF", 4: "GHI", 5: "JKL", 6: "MNO", 7: "PQRS", 8: "TUV", 9: "WXYZ", "*": "", 0: "+", "#": "" };
const KEY_NAMES = { "*": "star", "#": "hash" };
const QUEUE_ROUND_S = 12;
const ordered = inOrder();

let call = null;
let dialling = false;
let hearing = new AbortController();
let recordingSince = 0;
let incoming = null; // the call that rings

const show = (waiting) => display.show(waiting, call);

export const lastPath = () => call && `calls/${call.id}`;

export function begin() {
  $("keypad").append(...["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"].map(keyButton));
  $("dial").addEventListener("click", () => (incoming ? answer() : dial()));
  $("hangup").addEventListener("click", () => (call?.open ? hangUp() : decline()));
  $("stay-silent").addEventListener("click", stayUntouched);
  $("agent").addEventListener("click", agent);
  $("timeouts").addEventListener("change", () => call?.open && listen());
  $("sound").addEventListener("change", skipSpeech);
  submitting("say-form", () => speak($("say-input").value.trim()));
  submitting("record-form", () => stopRecording(""));
  document.addEventListener("keydown", typed);
  onLanguage(() => show(call?.waiting ?? { kind: "idle" }));
}

function submitting(form, act) {
  $(form).addEventListener("submit", (event) => (event.preventDefault(), act()));
}

function keyButton(key) {
  const id = `key-${KEY_NAMES[key] ?? key}`;
  const attributes = { type: "button", class: "key", id, "data-testid": id, "aria-label": key, onclick: () => press(key) };
  return el("button", attributes, el("b", {}, key), el("small", {}, KEYS[key]));
}

function typed(event) {
  const elsewhere = event.target.closest("input:not([type=checkbox]), textarea") || $("panel-voice").hidden;
  if (elsewhere || event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
  const button = $(`key-${KEY_NAMES[event.key] ?? event.key}`);
  button.classList.add("down");
  setTimeout(() => button.classList.remove("down"), 120);
  press(event.key);
}

export function memberChanged() {
  if (call?.open) hangUp();
}

export function memberChosen() {
  ordered(() => {
    call = null;
    incoming = null;
    talk.empty();
    show({ kind: "idle" });
  });
}

function dial() {
  if (dialling || call?.open) return;
  dialling = true;
  talk.clear();
  show({ kind: "connecting" });
  const { number } = state.member;
  ordered(() => turn("calls", { number })).finally(() => (dialling = false));
}

export function rings(sid) {
  if (sid === incoming || call?.open || dialling) return;
  if (!sid) talk.missed();
  incoming = sid;
  show(sid ? { kind: "ringing" } : { kind: "idle" });
}

function answer() {
  const sid = incoming;
  incoming = null;
  dialling = true;
  talk.clear();
  show({ kind: "connecting" });
  ordered(() => turn(`incoming/${sid}/answer`)).finally(() => (dialling = false));
}

function decline() {
  const sid = incoming;
  incoming = null;
  show({ kind: "idle" });
  ordered(() => post(`incoming/${sid}/decline`)).catch(() => {}); // it has just stopped ringing
}

/** Poll for what others do to the call: connect, hold, redirect or end it. */
export function hearMore() {
  return ordered(async () => {
    if (!call?.open) return;
    const view = await post(`calls/${call.id}/listen`);
    if (!view.events.length && view.waiting.kind === call.waiting.kind) return;
    silenceLine();
    call = view;
    receive(view);
  });
}

/** Post an input, which stops what is still being said and counted. */
async function turn(path, given) {
  silenceLine();
  try {
    call = await post(path, given);
    await receive(call);
  } catch (error) {
    talk.failed(error.message);
    show(call?.waiting ?? { kind: "idle" });
  }
}

function act(action, given = {}) {
  if (!call?.open) return;
  silenceLine();
  ordered(() => call.open && turn(`calls/${call.id}/${action}`, given));
}

function silenceLine() {
  hearing.abort();
  clock.stop();
}

function receive(view) {
  document.dispatchEvent(new CustomEvent("delivered", { detail: view.redelivery }));
  const rows = talk.write(view.events);
  const { signal } = (hearing = new AbortController());
  show(view.waiting);
  if (view.events.some((event) => event.kind === "say")) $("display").dataset.state = "speaking";
  // not awaited: the member may interrupt, and the next input must not queue behind the speech
  perform(view.events, signal, (event) => light(event, rows.get(event))).then(() => {
    talk.light(null);
    if (call === view && !signal.aborted) listen();
  });
}

function light(event, row) {
  talk.light(row);
  if (event.kind === "say") $("caption").textContent = event.text;
}

function skipSpeech() {
  if (!call?.open) return;
  silenceLine();
  listen();
}

/** Everything has been said: the timeout of the call runs from here. */
function listen() {
  const { waiting } = call;
  show(waiting);
  if (waiting.kind === "gather") clock.countDown(waiting.timeout_s, stayUntouched);
  else if (waiting.kind === "queue") clock.countDown(QUEUE_ROUND_S, stayUntouched);
  else if (waiting.kind === "record") {
    recordingSince = performance.now();
    clock.countUp(waiting.max_length_s, () => stopRecording(""));
  }
}

function press(key) {
  if (!call?.open) return;
  const { waiting } = call;
  if (waiting.kind === "record" && waiting.finish_on_key.includes(key)) return stopRecording(key);
  if (!waiting.barge_in && $("display").dataset.state === "speaking") return;
  talk.member.pressed(key);
  act("press", { keys: key });
}

function speak(words) {
  if (!words || !call?.open) return;
  $("say-input").value = "";
  talk.member.said(words);
  act("speak", { words });
}

const recordedSeconds = () => Math.max(1, Math.round((performance.now() - recordingSince) / 1000));

function stopRecording(key) {
  if (call?.waiting.kind !== "record") return;
  const words = $("record-input").value.trim();
  $("record-input").value = "";
  talk.member.recorded(recordedSeconds(), words);
  act("record", { seconds: recordedSeconds(), words, key });
}

function stayUntouched() {
  const queued = call.waiting.kind === "queue";
  if (!queued) talk.member.silent();
  act(queued ? "wait" : "silence");
}

const agent = () => act(call.waiting.kind === "talk" ? "other-hangs-up" : "agent-answers");
function hangUp() {
  talk.member.hungUp();
  act("hang-up", { recorded: call.waiting.kind === "record" ? recordedSeconds() : 0 });
}
