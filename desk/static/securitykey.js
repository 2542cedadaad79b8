// Asks for a security key, and sends what it has signed with the form.

for (const form of document.querySelectorAll("form[data-security-key]")) {
  const failed = form.querySelector("[data-failed]");
  form.querySelector("[data-ask]").addEventListener("click", async () => {
    if (!form.reportValidity()) return;
    failed.hidden = true;
    try {
      form.elements.answer.value = JSON.stringify(await answerOfKey(form.dataset));
      form.requestSubmit();
    } catch {
      failed.hidden = false; // canceled, timed out, another key, or a browser without them
    }
  });
}

async function answerOfKey({ securityKey: act, options }) {
  const given = JSON.parse(options);
  const publicKey = act === "create"
    ? PublicKeyCredential.parseCreationOptionsFromJSON(given)
    : PublicKeyCredential.parseRequestOptionsFromJSON(given);
  return navigator.credentials[act]({ publicKey });
}
