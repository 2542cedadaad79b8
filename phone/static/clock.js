// A ring that counts down to a timeout, and a clock that shows the length of a recording.

import { $ } from "./dom.js";
import { t } from "./strings.js";

let stopCurrent = () => {};

function every(frame) {
  let running = true;
  const started = performance.now();
  const next = () => {
    if (!running) return;
    frame((performance.now() - started) / 1000);
    requestAnimationFrame(next);
  };
  stopCurrent = () => (running = false);
  next();
}

function draw(share, text) {
  $("ring").style.strokeDashoffset = 100 - share * 100;
  if ($("seconds").textContent !== text) $("seconds").textContent = text;
}

export function stop() {
  stopCurrent();
  draw(0, "");
}

export function countDown(seconds, whenOver) {
  stopCurrent();
  if (!$("timeouts").checked) {
    draw(1, t("noTimeout"));
    return;
  }
  every((passed) => {
    const left = Math.max(0, seconds - passed);
    draw(seconds ? left / seconds : 0, String(Math.ceil(left)));
    if (left > 0) return;
    stop();
    whenOver();
  });
}

export function countUp(limit, whenOver) {
  stopCurrent();
  every((passed) => {
    const shown = Math.min(limit, Math.floor(passed));
    $("record-time").textContent = `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
    draw(Math.min(1, passed / limit), String(shown));
    if (passed < limit) return;
    stop();
    whenOver();
  });
}
