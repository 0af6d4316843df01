// Enhancement only: without this file the button “Save the draft” keeps the same text.
const WAIT = 2000; // milliseconds after the last key

document.querySelectorAll("form[data-draft]").forEach((form) => {
  const status = form.querySelector("[data-draft-status]");
  let timer = 0;
  let unsaved = false;

  const save = async () => {
    clearTimeout(timer);
    if (!unsaved) return;
    unsaved = false;
    try {
      const response = await fetch(form.dataset.draft, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "XMLHttpRequest" },
        keepalive: true, // the window may be closing
      });
      if (!response.ok) throw new Error(response.statusText);
      status.textContent = (await response.json()).said;
    } catch {
      unsaved = true;
      status.textContent = form.dataset.draftFailed;
    }
  };

  form.addEventListener("input", () => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    unsaved = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
});
