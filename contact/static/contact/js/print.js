// Enhancement only: without this file the browser's own menu prints the page.
const button = document.querySelector("[data-print]");
button.hidden = false;
button.addEventListener("click", () => window.print());
