// Shows in every <time data-since> how long ago it was, by the clock of this computer.

const SECOND_MS = 1000;

function elapsed(since) {
  const seconds = Math.max(0, Math.floor((Date.now() - since) / SECOND_MS));
  const minutes = Math.floor(seconds / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

export function tick() {
  for (const each of document.querySelectorAll("time[data-since]")) {
    each.textContent = elapsed(Date.parse(each.dateTime));
  }
}

tick();
setInterval(tick, SECOND_MS);
