// Requests the figures of the dashboard every few seconds: they are aggregates, which change
// without an event.

import { draw } from "./chart.js";
import { put } from "./put.js";

const EVERY_MS = 5000;
const wall = document.getElementById("wall");

setInterval(async () => {
  const answer = await fetch(wall.dataset.from, { redirect: "manual" });
  if (answer.type === "opaqueredirect") return location.reload();
  if (!answer.ok) return;
  put(wall.id, await answer.text());
  draw();
}, EVERY_MS);
