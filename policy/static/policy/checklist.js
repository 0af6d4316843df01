// Keeps the checklist fresh after each autosave, and opens what hides the field that a reason points to.
document.addEventListener("w-autosave:success", () => {
  document.querySelectorAll("[data-policy-checklist]").forEach(async (list) => {
    const answer = await fetch(`${list.dataset.policyChecklist}?fragment=1`);
    if (answer.ok) list.innerHTML = await answer.text();
  });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-policy-checklist] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const panel = field.closest("[role=tabpanel]");
  if (panel) document.querySelector(`[role=tab][href="#${panel.id}"], [role=tab][aria-controls="${panel.id}"]`)?.click();
  const toggle = field.querySelector("[data-panel-toggle][aria-expanded=false]");
  toggle?.click();
  // The tab shows its panel only after this event; what is hidden cannot take the focus.
  setTimeout(() => {
    field.scrollIntoView({ block: "center" });
    (toggle ?? field).focus();
  }, 100);
});
