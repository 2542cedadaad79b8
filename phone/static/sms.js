// A thread of texts: what the member sends, what the hotline answers, and what each answer costs.

import { inOrder, post, state } from "./api.js";
import { $, appendTo, el } from "./dom.js";
import { language, onLanguage, t, translated } from "./strings.js";

// what a text does -> the keyword in each language; strings.js has the labels
const KEYWORDS = {
  doesBalance: { zh: "积分", en: "POINTS" }, doesTier: { zh: "等级", en: "TIER" },
  doesHistory: { zh: "历史", en: "HISTORY" }, doesRedeem: { zh: "兑换", en: "GIFT" },
  doesCredit: { zh: "HF 10", en: "HF 10" }, doesOrders: { zh: "订单", en: "ORDER" },
  doesComplain: { zh: "投诉", en: "COMPLAIN" }, doesStatus: { zh: "TSCX", en: "STATUS" },
  doesAgent: { zh: "人工", en: "AGENT" }, doesMenu: { zh: "菜单", en: "MENU" },
  doesBack: { zh: "返回", en: "BACK" }, doesLanguage: { zh: "EN", en: "ZH" },
};

// number -> { items, path, received }: each member has a thread
const threads = new Map();
const ordered = inOrder();
const thread = () => threads.get(state.member.number);

export const lastPath = () => state.member && thread()?.path;

export function begin() {
  $("sms-form").addEventListener("submit", (event) => {
    event.preventDefault();
    send($("sms-input").value);
    $("sms-input").value = "";
  });
  $("sms-input").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    $("sms-form").requestSubmit();
  });
  onLanguage(showKeywords);
}

export function memberChanged() {}

export function memberChosen(member) {
  if (!threads.has(member.number)) threads.set(member.number, { items: [], path: null, received: 0 });
  const items = thread().items;
  const empty = translated(el("li", { class: "empty" }), "emptyThread");
  $("thread").replaceChildren(...(items.length ? items : [empty]));
  $("thread").scrollTop = $("thread").scrollHeight;
}

function showKeywords() {
  const rows = Object.entries(KEYWORDS).map(([does, { [language]: word }]) =>
    el("li", {}, el("button", { type: "button", class: "chip", onclick: () => send(word) }, word), el("span", {}, t(does))),
  );
  $("chips").replaceChildren(...rows);
}

function add(to, item) {
  if (!to.items.length) $("thread").replaceChildren();
  to.items.push(item);
  if (to === thread()) appendTo($("thread"), item);
}

/** How many texts the hotline has sent to this number that were not replies. */
export const received = (number) => threads.get(number).received;

export function receive(number, texts) {
  const to = threads.get(number);
  to.received += texts.length;
  for (const text of texts) add(to, bubble(text));
  if (texts.length && to === thread() && $("panel-sms").hidden) $("tab-sms").dataset.unread = "";
}

function send(body) {
  if (!body.trim()) return;
  const { number } = state.member;
  const to = thread();
  add(to, el("li", { class: "bubble mine" }, body));
  ordered(() => exchange(to, number, body));
}

async function exchange(to, number, body) {
  try {
    const answer = await post("texts", { number, body });
    to.path = `texts/${answer.id}`;
    for (const reply of answer.replies) add(to, bubble(reply));
    if (answer.trouble) add(to, problem(answer.trouble));
    else if (!answer.replies.length) add(to, translated(el("li", { class: "aside" }), "noReply"));
    document.dispatchEvent(new CustomEvent("delivered", { detail: answer.redelivery }));
  } catch (error) {
    add(to, translated(el("li", { class: "aside" }), "failed", { what: error.message }));
  }
}

function bubble(reply) {
  const cost = el(
    "span", { class: "cost" }, `${reply.encoding} · `,
    translated(el("span"), "segments", { n: reply.count }), " · ",
    translated(el("span"), "characters", { n: reply.units }),
  );
  return el("li", { class: "bubble theirs" }, el("span", { class: "words" }, reply.text), cost);
}

const problem = (trouble) =>
  el("li", { class: "problem" }, translated(el("strong"), "replyFailed"), el("span", {}, trouble));
