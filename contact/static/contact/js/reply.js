// Enhancement only: without this file the button asks the server, which puts the same text at the same place.
const texts = document.getElementById("reply-texts");

document.querySelector("[data-insert-template]")?.addEventListener("click", (event) => {
  const { form } = event.currentTarget;
  const text = texts && JSON.parse(texts.textContent)[form.elements.template.value];
  if (!text) return;
  event.preventDefault();
  const body = form.elements.body;
  body.value = [body.value.trimEnd(), text].filter(Boolean).join("\n\n");
  body.dispatchEvent(new Event("input", { bubbles: true }));
  body.focus();
  body.setSelectionRange(body.value.length, body.value.length);
});

document.querySelector("[data-send-and-next]")?.form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.querySelector("[data-send-and-next]").click();
});
