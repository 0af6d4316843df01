// Shows what a passkey needs where the browser has them, and says when one was not used (allauth's scripts do the rest).
(() => {
  if (window.PublicKeyCredential) document.querySelectorAll("[data-passkey]").forEach((part) => { part.hidden = false; });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    document.querySelectorAll("[data-passkey-failed]").forEach((part) => { part.hidden = false; });
  });
})();
