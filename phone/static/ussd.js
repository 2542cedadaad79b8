// A USSD session: one screen at a time, with the entries that led to it.

import { inOrder, post, state } from "./api.js";
import { $, appendTo, el } from "./dom.js";
import { translated } from "./strings.js";

const CODES = ["*105#", "*105*1#", "*105*2#", "*105*4#", "*105*5#"];
const ordered = inOrder();
let session = null;

export const lastPath = () => session && `sessions/${session.id}`;

export function begin() {
  $("ussd-dial-form").addEventListener("submit", (event) => {
    event.preventDefault();
    dial($("ussd-code").value.trim());
  });
  $("ussd-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const keys = $("ussd-input").value;
    const { id } = session;
    step("sent", keys, () => post(`sessions/${id}/send`, { keys }));
  });
  $("ussd-cancel").addEventListener("click", cancel);
  const chip = (code) => el("button", { type: "button", class: "chip code", onclick: () => dial(code) }, code);
  $("codes").append(...CODES.map(chip));
  clear();
}

export function memberChanged() {
  if (session?.open) cancel();
}

export const memberChosen = clear;

function clear() {
  session = null;
  $("ussd-steps").replaceChildren();
  $("ussd-form").hidden = true;
  $("ussd-dialog").dataset.kind = "";
  translated($("ussd-screen"), "emptyScreen");
}

function dial(code) {
  if (!code) return;
  const { number } = state.member;
  clear();
  $("ussd-code").value = code;
  step("dialled", code, () => post("sessions", { number, code }));
}

function step(how, keys, ask) {
  $("ussd-send").disabled = true;
  ordered(async () => {
    try {
      show(how, keys, await ask());
    } catch (error) {
      translated($("ussd-screen"), "failed", { what: error.message });
    } finally {
      $("ussd-send").disabled = false;
    }
  });
}

function show(how, keys, answer) {
  session = answer;
  const screen = $("ussd-screen");
  delete screen.dataset.t;
  screen.textContent = answer.screen;
  $("ussd-dialog").dataset.kind = answer.kind || "error";
  $("ussd-form").hidden = !answer.open;
  $("ussd-input").value = "";
  if (answer.open) $("ussd-input").focus({ preventScroll: true });
  appendTo($("ussd-steps"), stepItem(how, keys, answer));
  document.dispatchEvent(new CustomEvent("delivered", { detail: answer.redelivery }));
}

function stepItem(how, keys, answer) {
  const entered = el("p", { class: "entered" }, translated(el("span"), how), " ", el("kbd", {}, keys || "␣"));
  const badge = el("span", { class: "badge", "data-kind": answer.kind || "error" }, answer.kind || "ERROR");
  return el("li", {}, entered, el("div", { class: "shown" }, badge, el("pre", {}, answer.trouble || answer.screen)));
}

function cancel() {
  post(`sessions/${session.id}/cancel`);
  session = { ...session, open: false };
  $("ussd-form").hidden = true;
  $("ussd-dialog").dataset.kind = "END";
  appendTo($("ussd-steps"), translated(el("li", { class: "aside" }), "cancelled"));
}
