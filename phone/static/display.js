// The phone's display: what the call waits for, in words, and which buttons there are.

import * as clock from "./clock.js";
import { $ } from "./dom.js";
import { t, translated } from "./strings.js";

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

function label(id, key) {
  $(id).dataset.tLabel = key;
  $(id).setAttribute("aria-label", t(key));
}

/** What the phone shows while its call waits for `waiting`; without a call, while it is idle. */
export function show(waiting, call) {
  const open = Boolean(call?.open) || waiting.kind === "connecting";
  const { kind } = waiting;
  $("display").dataset.state = kind;
  $("awaits").textContent = awaited(waiting);
  if (["ended", "idle", "connecting"].includes(kind)) $("caption").textContent = "";
  const ringing = kind === "ringing";
  $("dial").hidden = open;
  $("hangup").hidden = !open && !ringing;
  label("dial", ringing ? "pickUp" : "dial");
  label("hangup", ringing ? "decline" : "hangUp");
  $("say-form").hidden = !(kind === "gather" && waiting.speech);
  $("record-form").hidden = kind !== "record";
  $("agent").hidden = !["queue", "talk"].includes(kind) && !call?.queued;
  $("stay-silent").disabled = !["gather", "queue", "record"].includes(kind);
  translated($("stay-silent"), kind === "queue" ? "keepWaiting" : "staySilent");
  translated($("agent"), kind === "talk" ? "agentHangsUp" : "agentAnswers");
  if (["ended", "idle"].includes(kind)) clock.stop();
}
