// What the phone polls for: texts from the hotline, ringing calls, and what others do to a call.

import { get, state } from "./api.js";
import * as sms from "./sms.js";
import * as voice from "./voice.js";

const EVERY_MS = 1000;

async function look() {
  const { number } = state.member;
  const where = new URLSearchParams({ number, after: sms.received(number) });
  const { texts, calls } = await get(`incoming?${where}`);
  sms.receive(number, texts);
  if (number === state.member.number) voice.rings(calls[0] ?? null);
  await voice.hearMore();
}

/** The server may be down for a moment: the next poll finds it again. */
export async function watch() {
  await look().catch(() => {});
  setTimeout(watch, EVERY_MS);
}
