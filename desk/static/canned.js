// Puts a canned reply into the field for the agent's text, after what is there: it can be changed
// before it is sent.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-inserts]");
  const field = button && document.getElementById(button.dataset.inserts);
  if (!field) return;
  field.value = [field.value.trim(), button.textContent].filter(Boolean).join(" ");
  field.focus();
});
