// Replaces the HTML of a part of a page, and keeps what the agent has done in it.

import { tick } from "./ticks.js";

// Remembers the state of a part: values of fields, the focus and the caret, unfolded details.
// Returns a function that restores it in the new HTML.
export function kept(part) {
  const fields = (root) => [...root.querySelectorAll("textarea, select, input:not([type=hidden])")];
  const name = (field) => [field.form?.getAttribute("action"), field.name, field.type === "radio" && field.value].join();
  const was = new Map(fields(part).map((field) => [name(field), field]));
  const unfolded = [...part.querySelectorAll("details[open] > summary")].map((each) => each.textContent);
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  return () => {
    for (const summary of part.querySelectorAll("details > summary")) {
      summary.parentElement.open = unfolded.includes(summary.textContent);
    }
    for (const field of fields(part)) {
      const before = was.get(name(field));
      if (!before) continue;
      field.value = before.value;
      field.checked = before.checked;
      if (before !== focused) continue;
      field.focus();
      if (field.tagName === "TEXTAREA") field.setSelectionRange(before.selectionStart, before.selectionEnd);
    }
    if (focused?.id) document.getElementById(focused.id)?.focus();
  };
}

export function put(id, html) {
  const part = document.getElementById(id);
  if (!part || part.innerHTML === html) return;
  const restore = kept(part);
  part.innerHTML = html;
  restore();
  tick();
}
