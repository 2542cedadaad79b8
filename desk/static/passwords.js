// Shows what is typed into the password fields of a form while its box "Show password" is ticked.

for (const box of document.querySelectorAll("input[data-shows-passwords]")) {
  const fields = box.form.querySelectorAll('input[type="password"]');
  box.closest("label").hidden = false; // without this script the box would do nothing
  box.addEventListener("change", () => {
    for (const field of fields) field.type = box.checked ? "text" : "password";
  });
}
