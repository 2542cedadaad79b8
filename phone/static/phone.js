// Puts the page together: members, tabs, the language switch and the second delivery.

import { get, post, state } from "./api.js";
import { $, el } from "./dom.js";
import { language, onLanguage, setLanguage, t, translated } from "./strings.js";
import { watch } from "./incoming.js";
import * as sms from "./sms.js";
import * as ussd from "./ussd.js";
import * as voice from "./voice.js";

const CHANNELS = { voice, sms, ussd };
const TIERS = { gold: "tierGold", silver: "tierSilver", diamond: "tierDiamond", basic: "tierBasic", none: "tierNone", desk: "tierDesk" };
let members = [];
let channel = "voice";

function memberCard(member) {
  const chosen = member === state.member;
  const card = el(
    "button",
    {
      type: "button", class: "member", "data-tier": member.tier, "aria-pressed": String(chosen),
      "data-testid": `${member.tier === "desk" ? "agent" : "member"}-${member.number.slice(-1)}`, onclick: () => choose(member),
    },
    el("span", { class: "tier" }, t(TIERS[member.tier])),
    el("span", { class: "name" }, member.name[language]),
    el("span", { class: "note" }, member.note[language]),
    el("span", { class: "number" }, `${member.person} ${member.number.slice(3).replace(/^(.{3})(.{4})/, member.person ? "···" : "$1 $2 ")}`),
  );
  if (member.points) card.append(el("span", { class: "points" }, el("b", {}, member.points), ` ${t("points")}`));
  return el("li", {}, card);
}

function showMembers() {
  $("members").replaceChildren(...members.map(memberCard));
  if (state.member) $("calling-as").textContent = `${state.member.person || state.member.name[language]} · ${state.member.number}`;
}

function choose(member) {
  if (member === state.member) return;
  for (const one of Object.values(CHANNELS)) one.memberChanged(member);
  state.member = member;
  history.replaceState(null, "", `#${member.number}`); // a second tab may be another telephone
  const refocus = $("members").contains(document.activeElement); // the cards are about to be replaced
  showMembers();
  for (const one of Object.values(CHANNELS)) one.memberChosen(member);
  if (refocus) $("members").querySelector("[aria-pressed=true]").focus({ preventScroll: true });
}

function openTab(name, focus = false) {
  channel = name;
  for (const other of Object.keys(CHANNELS)) {
    const tab = $(`tab-${other}`);
    tab.setAttribute("aria-selected", other === name);
    tab.tabIndex = other === name ? 0 : -1;
    $(`panel-${other}`).hidden = other !== name;
  }
  delete $(`tab-${name}`).dataset.unread;
  if (focus) $(`tab-${name}`).focus();
  showVerdict(null);
}

function moveBetweenTabs(event) {
  const names = Object.keys(CHANNELS);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) openTab(names[(names.indexOf(channel) + step + names.length) % names.length], true);
}

/** Show the result of a second delivery, if there was one. */
export function showVerdict(redelivery) {
  const verdict = $("verdict");
  $("redeliver").disabled = !CHANNELS[channel].lastPath();
  verdict.dataset.same = redelivery ? redelivery.same : "";
  if (redelivery) translated(verdict, redelivery.same ? "same" : "differs");
  else {
    delete verdict.dataset.t;
    verdict.textContent = "";
  }
}

async function redeliver() {
  const { redelivery } = await post(`${CHANNELS[channel].lastPath()}/redeliver`);
  showVerdict(redelivery);
}

async function begin() {
  for (const button of document.querySelectorAll("[data-language]"))
    button.addEventListener("click", () => setLanguage(button.dataset.language));
  for (const name of Object.keys(CHANNELS)) $(`tab-${name}`).addEventListener("click", () => openTab(name));
  document.querySelector("[role=tablist]").addEventListener("keydown", moveBetweenTabs);
  $("redeliver").addEventListener("click", redeliver);
  $("twice").addEventListener("change", (event) => (state.twice = event.target.checked));
  document.addEventListener("delivered", (event) => showVerdict(event.detail));
  members = await get("members");
  onLanguage(showMembers);
  for (const one of Object.values(CHANNELS)) one.begin();
  setLanguage(language);
  openTab(channel);
  const wanted = decodeURIComponent(location.hash.slice(1));
  choose(members.find(({ number }) => number === wanted) ?? members[0]);
  document.querySelector("main").inert = false; // a press before there is a member would be lost
  watch();
}

begin();
