// Restores what was typed into a form that was not accepted because the session had ended or the
// server failed. The fields are kept in this tab (sessionStorage), for the agent who typed them,
// until the form is sent again.
//
// PENDING holds the form that is being sent; KEPT the forms to restore, by agent and action. A page
// without an agent came instead of an answer: it moves what is pending to what is kept.
//
// A form whose answer never came is restored with its key: it may have been carried out all the same,
// and the server recognizes the key when it is sent again.

const PENDING = "pending";
const KEPT = "kept";
const agent = document.body.dataset.agent; // undefined on the sign-in page and on error pages

const load = (name) => JSON.parse(sessionStorage.getItem(name) ?? "{}");
const save = (name, forms) => sessionStorage.setItem(name, JSON.stringify(forms));
const key = (form) => `${agent} ${form.getAttribute("action")}`;
const isTicked = (field) => /^(radio|checkbox)$/.test(field.type);

function fields(form) {
  const nobodyTypes = /^(hidden|password|submit|button|fieldset)$/;
  const isKept = (field) => field.name && !nobodyTypes.test(field.type) && !/password$/.test(field.autocomplete);
  return [...form.elements].filter(isKept); // a password that is shown is a field of text
}

function typed(form) {
  return fields(form).map((field) => [field.name, isTicked(field) ? field.checked : field.value]);
}

function putBack(form, kept) {
  fields(form).forEach((field, n) => {
    const [name, value] = kept.typed[n] ?? [];
    if (name === field.name) field[isTicked(field) ? "checked" : "value"] = value;
  });
  if (kept.formKey) form.elements.form_key.value = kept.formKey;
  const folded = form.closest("details");
  if (folded) folded.open = true;
}

// Keeps the fields of all forms on this page, before it is left without sending one.
export function keep() {
  const kept = load(KEPT);
  for (const form of document.forms) {
    const begun = fields(form).some((field) => "defaultValue" in field && field.value !== field.defaultValue);
    if (form.method === "post" && begun) kept[key(form)] = { typed: typed(form) };
  }
  save(KEPT, kept);
}

document.addEventListener("submit", ({ target }) => {
  if (!agent || target.method !== "post") return;
  const kept = load(KEPT);
  delete kept[key(target)];
  save(KEPT, kept);
  const sent = { typed: typed(target), formKey: target.elements.form_key.value };
  save(PENDING, fields(target).length ? { [key(target)]: sent } : {});
});

if (agent) {
  const hers = Object.entries(load(KEPT)).filter(([name]) => name.startsWith(`${agent} `));
  save(KEPT, Object.fromEntries(hers));
  for (const form of document.forms) {
    const kept = Object.fromEntries(hers)[key(form)];
    if (kept) putBack(form, kept);
  }
} else {
  save(KEPT, { ...load(KEPT), ...load(PENDING) });
}
sessionStorage.removeItem(PENDING);

// A page from the browser's history has forms that were sent already: it is requested again, with
// new keys.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  if (agent) keep();
  location.reload();
});
