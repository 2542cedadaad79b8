// Shows the facts in the fields of a sentence as chips with an example, which are moved or removed
// as a whole. The textarea below keeps the text, with each fact's name in braces, and is what is sent.

const FACT = /\{\s*([\w.-]+)\s*\}/;

function chip(name, example) {
  const made = document.createElement("span");
  made.className = "chip";
  made.contentEditable = "false";
  made.dataset.fact = name;
  made.textContent = example;
  return made;
}

function shown(words, examples) {
  const part = document.createDocumentFragment();
  words.split(new RegExp(FACT, "g")).forEach((each, n) => {
    const isFact = n % 2 && each in examples;
    part.append(isFact ? chip(each, examples[each]) : n % 2 ? `{${each}}` : each);
  });
  return part;
}

// A browser without "plaintext-only" puts lines into elements of their own.
function written(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.dataset?.fact) return `{${node.dataset.fact}}`;
  if (node.nodeName === "BR") return "\n";
  const words = [...node.childNodes].map(written).join("");
  return node.nodeName === "DIV" && node.previousSibling ? `\n${words}` : words;
}

const textOf = (editor) => [...editor.childNodes].map(written).join("").replace(/\n$/, "");

function insert(editor, made) {
  const selection = getSelection();
  const caret = selection.rangeCount ? selection.getRangeAt(0) : null;
  if (caret && editor.contains(caret.commonAncestorContainer)) {
    caret.deleteContents();
    caret.insertNode(made);
  } else {
    editor.append(made);
  }
  editor.focus();
  selection.collapse(made.parentNode, [...made.parentNode.childNodes].indexOf(made) + 1);
  editor.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function palette(editor, examples, title) {
  const bar = document.createElement("div");
  bar.className = "bar palette";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `${title}: ${editor.getAttribute("aria-label")}`);
  for (const [name, example] of Object.entries(examples)) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.textContent = `+ ${example}`;
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the caret
    button.addEventListener("click", () => insert(editor, chip(name, example)));
    bar.append(button);
  }
  return bar;
}

function enhance(field) {
  const examples = Object.fromEntries(JSON.parse(field.dataset.facts));
  const label = field.closest("label");
  const editor = document.createElement("div");
  editor.className = "editor";
  editor.contentEditable = "plaintext-only";
  if (!editor.isContentEditable && editor.contentEditable !== "plaintext-only") editor.contentEditable = "true";
  editor.lang = field.lang;
  editor.dataset.edits = field.name;
  for (const [name, value] of Object.entries({
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": label.textContent.trim().split("\n")[0],
    "aria-describedby": "how-chips",
    "aria-required": String(field.required),
  })) editor.setAttribute(name, value);
  editor.dataset.placeholder = field.placeholder;
  editor.append(shown(field.value, examples));
  const isRequired = field.required;
  field.required = false; // a hidden field cannot be filled in when the browser asks for it
  field.hidden = true;
  editor.addEventListener("input", () => {
    field.value = textOf(editor);
    if (!field.value) editor.replaceChildren(); // a last line break would hide the placeholder
  });
  label.addEventListener("click", (event) => {
    event.preventDefault();
    editor.focus();
  });
  field.form.addEventListener("submit", (event) => {
    if (!isRequired || field.value.trim()) return;
    event.preventDefault();
    event.stopPropagation();
    editor.focus();
  }, { capture: true });
  label.after(editor, ...(Object.keys(examples).length ? [palette(editor, examples, field.dataset.insert)] : []));
}

document.querySelectorAll("textarea[data-facts]").forEach(enhance);
document.querySelectorAll("[data-chips]").forEach((each) => {
  each.hidden = each.dataset.chips === "no";
});
