// Show what needs a key only to browsers that know keys, and say when a key was not accepted.
(() => {
  const able = Boolean(window.PublicKeyCredential);
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !able;
  for (const part of document.querySelectorAll("[data-no-passkey]")) part.hidden = able;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const part of document.querySelectorAll("[data-passkey-error]")) part.hidden = false;
  });
})();
