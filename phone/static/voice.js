// The voice phone: keys and words go to the line, and what the line waits for is shown.

import { inOrder, post, state } from "./api.js";
import * as clock from "./clock.js";
import { $, el } from "./dom.js";
import { perform } from "./sound.js";
import { onLanguage, t, translated } from "./strings.js";
import * as talk from "./talk.js";

const KEYS = { 1: "", 2: "ABC", 3: "DEF", 4: "GHI", 5: "JKL", 6: "MNO", 7: "PQRS", 8: "TUV", 9: "WXYZ", "*": "", 0: "+", "#": "" };
const KEY_NAMES = { "*": "star", "#": "hash" };
const QUEUE_ROUND_S = 12;
const ordered = inOrder();

let call = null;
let dialling = false;
let hearing = new AbortController();
let recordingSince = 0;

export const lastPath = () => call && `calls/${call.id}`;

export function begin() {
  $("keypad").append(...["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"].map(keyButton));
  $("dial").addEventListener("click", dial);
  $("hangup").addEventListener("click", hangUp);
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

/** Post an input; whatever is still being said or counted is cut short by it. */
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

/** All has been said: from here the line's own clock runs. */
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

function awaited(waiting) {
  if (waiting.kind === "gather") return gathered(waiting);
  if (waiting.kind === "record") return t("recording");
  return t(waiting.kind === "talk" ? "talking" : waiting.kind, { who: waiting.who });
}

function gathered({ digits, speech, num_digits: n, finish_on_key: key }) {
  if (!digits) return t("justSpeak");
  const keys = n === 1 ? t("enterKey") : n ? t("enterKeys", { n }) : key ? t("enterEnd", { key }) : t("enterFree");
  return keys + (speech ? t("orSpeak") : "");
}

function show(waiting) {
  const open = Boolean(call?.open) || waiting.kind === "connecting";
  const { kind } = waiting;
  $("display").dataset.state = kind;
  $("awaits").textContent = awaited(waiting);
  if (["ended", "idle", "connecting"].includes(kind)) $("caption").textContent = "";
  $("dial").hidden = open;
  $("hangup").hidden = !open;
  $("say-form").hidden = !(kind === "gather" && waiting.speech);
  $("record-form").hidden = kind !== "record";
  $("agent").hidden = !["queue", "talk"].includes(kind) && !call?.queued;
  $("stay-silent").disabled = !["gather", "queue", "record"].includes(kind);
  translated($("stay-silent"), kind === "queue" ? "keepWaiting" : "staySilent");
  translated($("agent"), kind === "talk" ? "agentHangsUp" : "agentAnswers");
  if (["ended", "idle"].includes(kind)) clock.stop();
}
