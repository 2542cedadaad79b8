// Keyboard shortcuts. Every page works without them, and none of them changes data by itself.

const CHORD_MS = 1200;
const help = document.getElementById("keys");
const places = new Map(
  [...document.querySelectorAll("[data-keys]")].map((link) => [link.dataset.keys, link]),
);
const beginnings = new Set([...places.keys()].map((keys) => keys.split(" ")[0]));
let begun = "";
let begunAt = 0;

function types(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

// Submits with the first button: some forms have two that mean opposite things, and without a
// button none is sent.
function send(form) {
  form.requestSubmit([...form.elements].find((each) => each.type === "submit"));
}

function search() {
  const field = document.querySelector("input[type=search]");
  field?.focus();
  field?.select();
  return field !== null;
}

function pressed(key) {
  if (key === "?") return help?.showModal(), true;
  if (key === "/") return search();
  const keys = begun && performance.now() - begunAt < CHORD_MS ? `${begun} ${key}` : key;
  begun = "";
  if (places.has(keys)) return places.get(keys).click(), true;
  if (keys !== key) return true; // the second of two keys, but the menu has no such entry for this role
  begun = beginnings.has(key) ? key : "";
  begunAt = performance.now();
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.form ?? (event.target.isContentEditable && event.target.closest("form"));
    if (types(event.target) && form) send(form);
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !types(event.target) && !help?.open) {
    if (pressed(event.key)) event.preventDefault();
  }
});

// On a narrow screen the menu is one row, which scrolls to the entry of this page. scrollIntoView()
// would also move the starting point of the Tab key, past the link that skips to the content.
const here = document.querySelector("nav [aria-current]");
if (here) {
  const row = here.closest("nav");
  const [at, around] = [here.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += at.left + at.width / 2 - around.left - around.width / 2;
}

document.getElementById("show-keys")?.addEventListener("click", () => help.showModal());
