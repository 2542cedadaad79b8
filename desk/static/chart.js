// Draws the charts of a page with uPlot, from the tables beside them: see templates/desk/chart.html.

const HEIGHT = 220;
const NARROW = 480; // pixels, below which every second label is left out
const QUARTER = 15; // minutes
const HOURS_3 = 180;
const DAY_MS = 24 * 60 * 60 * 1000;
const page = document.documentElement;
const words = (options) => new Intl.DateTimeFormat(page.lang, { timeZone: "UTC", ...options });
const [month, monthOfYear] = [words({ month: "short" }), words({ month: "short", year: "numeric" })];
const [shortDay, day] = [words({ month: "short", year: "2-digit" }), words({ dateStyle: "medium" })];
const count = new Intl.NumberFormat(page.lang);
const roughly = new Intl.NumberFormat(page.lang, { notation: "compact" });
const DASHES = { 2: "dotted", 10: "dashed" }; // in the legend, by the first length of a line's dash
const charts = new Map(); // those drawn, by their table and series

const range = (from, to, step) => Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step);
const monthAt = (place) => Date.UTC(Math.floor(place / 12), place % 12);
const clock = (minutes) => [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, "0")).join(":");

// The first days of months, as many as there is room for.
function monthStarts(from, to, width) {
  const [first, last] = [from, to].map((place) => new Date(place * DAY_MS)).map((at) => at.getUTCFullYear() * 12 + at.getUTCMonth());
  const step = Math.max(1, Math.ceil((last - first) / (width / 90)));
  return range(first + 1, last, step).map((each) => monthAt(each) / DAY_MS);
}

// What the rows of a table are: their place on the axis, its ends, its labels, and the words of one.
const PLACES = {
  quarters: {
    place: (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)),
    ends: (from, to) => [from, Math.ceil((to + 1) / HOURS_3) * HOURS_3],
    ticks: (from, to, width) => range(from, to, (width < NARROW ? 1 : 1 / 3) * HOURS_3 * Math.ceil((to - from) / 720)),
    label: clock,
    said: clock,
  },
  months: {
    place: (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1,
    ends: (from, to) => [from - 0.6, to + 0.6],
    ticks: (from, to, width) => range(Math.ceil(from), Math.floor(to), width < NARROW ? 2 : 1),
    label: (place) => month.format(monthAt(place)),
    said: (place) => monthOfYear.format(monthAt(place)),
  },
  days: {
    place: (text) => Date.parse(text) / DAY_MS,
    ends: (from, to) => [from - (to - from) * 0.02, to + (to - from) * 0.03],
    ticks: monthStarts,
    label: (place) => shortDay.format(place * DAY_MS),
    said: (place) => day.format(place * DAY_MS),
  },
};

const colour = (name) => getComputedStyle(page).getPropertyValue(name).trim();
const line = (name, width, more) => ({ stroke: colour(name), width, points: { show: false }, ...more });
const points = (name, fill, size) => ({ points: { show: true, size, stroke: colour(name), fill: colour(fill), filter: aboveZero } });
const bars = (name, fill, size, align) => ({
  stroke: colour(name), fill: colour(fill), width: 1, points: { show: false }, paths: uPlot.paths.bars({ size, align }),
});
// Only where there are some: a row of points along the axis would hide the other lines.
const aboveZero = (chart, n) => chart.data[n].flatMap((value, at) => (value > 0 ? at : []));

// Series are told apart by width, dash, points and filling, too, and not by colour alone: two lines
// may coincide, and then each is seen through the gaps of the one above it.
const LINES = {
  offered: () => line("--blue", 2),
  answered: () => line("--accent", 4, { dash: [10, 7], ...points("--accent", "--surface", 9) }),
  abandoned: () => line("--late", 2, { dash: [2, 4], ...points("--late", "--late", 5) }),
  left: () => line("--accent", 2, { fill: colour("--accent-soft"), paths: uPlot.paths.stepped({ align: 1 }) }),
};
const BARS = {
  outstanding: () => bars("--blue", "--blue", [0.6, 48], 0),
  redeemed: () => bars("--accent", "--accent", [0.36, 32], -1),
  expired: () => bars("--soon", "--soon-soft", [0.36, 32], 1),
  filed: () => bars("--accent", "--accent", [0.36, 32], -1),
  reopened: () => bars("--soon", "--soon-soft", [0.36, 32], 1),
  expiring: () => bars("--soon", "--soon-soft", [0.8, 14, 6], 0),
};
const LOOKS = { ...LINES, ...BARS };

// The titles and the numbers of a chart: those of its columns, from the first place to the last. 0 is
// drawn as no bar.
function read(figure, table) {
  const kind = PLACES[figure.dataset.places];
  const headings = [...table.tHead.rows[0].cells];
  const names = figure.dataset.series.split(" ");
  const columns = names.map((name) => headings.findIndex((each) => each.dataset.series === name));
  const rows = new Map([...table.tBodies[0].rows].map((row) => [
    kind.place(row.cells[0].dataset.x),
    columns.map((column) => Number(row.cells[column].dataset.value)),
  ]));
  if (figure.dataset.until) {
    const first = Math.floor(Math.min(...rows.keys()) / HOURS_3) * HOURS_3;
    for (const place of range(first, kind.place(figure.dataset.until), QUARTER)) {
      if (!rows.has(place)) rows.set(place, columns.map(() => 0));
    }
  }
  const places = [...rows.keys()].sort((one, other) => one - other);
  return {
    titles: [0, ...columns].map((column) => headings[column].textContent),
    data: [places, ...names.map((name, n) => places.map((place) => rows.get(place)[n] || (name in BARS ? null : 0)))],
  };
}

function options(figure, titles) {
  const kind = PLACES[figure.dataset.places];
  const axis = { stroke: colour("--muted"), font: `11px ${getComputedStyle(document.body).fontFamily}`, ticks: { show: false } };
  const series = figure.dataset.series.split(" ").map((name, n) => ({
    ...LOOKS[name](), label: titles[n + 1], value: (_, value, n, at) => (at == null ? "" : count.format(value ?? 0)),
  }));
  return {
    width: figure.clientWidth,
    height: HEIGHT,
    padding: [10, 18, 0, 0],
    scales: {
      x: { time: false, range: (_, from, to) => kind.ends(from, to) },
      y: { range: (_, least, most) => [Math.min(0, least * 1.08), Math.max(1, most * 1.08)] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 28, splits: (chart, _, from, to) => kind.ticks(from, to, chart.width), values: (_, at) => at.map(kind.label) },
      { ...axis, grid: { stroke: colour("--line"), width: 1 }, space: 34, incrs: range(0, 9, 1).flatMap((n) => [1, 2, 5].map((step) => step * 10 ** n)),
        values: (_, at) => at.map(roughly.format), size: (_, at) => 16 + 7 * Math.max(...(at ?? [""]).map((each) => each.length)) },
    ],
    series: [{ label: titles[0], value: (_, place) => (place == null ? "" : kind.said(place)) }, ...series],
    cursor: { y: false, drag: { x: false }, points: { show: figure.dataset.places !== "months" } },
    legend: { markers: { width: 2, dash: (chart, n) => DASHES[chart.series[n].dash?.[0]] ?? "solid" } },
  };
}

function begin(figure, titles, data) {
  const chart = new uPlot(options(figure, titles), data, figure);
  const observer = new ResizeObserver(() => {
    if (figure.clientWidth) chart.setSize({ width: figure.clientWidth, height: HEIGHT });
  });
  observer.observe(figure);
  return { figure, chart, observer };
}

// Draws the charts of the page, and those drawn already with the present numbers: what is under the
// pointer stays there when a part of the page is replaced.
export function draw() {
  if (!globalThis.uPlot) return;
  for (const figure of document.querySelectorAll("figure.chart")) {
    const { of, series } = figure.dataset;
    const { titles, data } = read(figure, document.getElementById(of));
    const drawn = charts.get(`${of} ${series}`);
    if (!drawn) charts.set(`${of} ${series}`, begin(figure, titles, data));
    else {
      if (drawn.figure !== figure) figure.replaceWith(drawn.figure);
      drawn.chart.setData(data);
    }
  }
}

// A canvas keeps the colours that it was drawn in.
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const { chart, observer } of charts.values()) {
    observer.disconnect();
    chart.destroy();
  }
  charts.clear();
  draw();
});

draw();
