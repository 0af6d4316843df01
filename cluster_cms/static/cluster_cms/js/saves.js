// Lets a button of the editor wait for the save in the background that is under way: where that save creates the page,
// Wagtail's form would create it a second time. Pressing once more does not wait, should the server never answer.
(() => {
  const form = document.querySelector("[data-edit-form]");
  if (!form) return;
  let saving = false;
  let waiting = null; // what was pressed meanwhile

  form.addEventListener("submit", (event) => {
    if (!saving || waiting) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = { button: event.submitter };
  }, true);

  form.addEventListener("w-autosave:save", () => {
    saving = true;
  });

  for (const end of ["success", "error"]) {
    form.addEventListener(`w-autosave:${end}`, () => {
      saving = false;
      if (!waiting) return;
      const { button } = waiting;
      waiting = null;
      if (button) button.disabled = false; // Wagtail disables what was pressed, and a disabled button is not sent
      form.requestSubmit(button);
    });
  }
})();
