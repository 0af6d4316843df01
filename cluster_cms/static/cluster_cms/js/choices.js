// Narrows a long list of check boxes to what is typed; ticked ones stay. Without this file the box only scrolls.
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s\p{Pd}]/gu, "");

const narrow = (box, typed) => {
  for (const choice of box.querySelectorAll("label")) {
    choice.parentElement.hidden = !choice.control.checked && !plain(choice.textContent).includes(plain(typed));
  }
};

const addField = (box) => {
  const field = document.createElement("input");
  field.type = "search";
  field.placeholder = box.dataset.choices;
  field.setAttribute("aria-label", box.dataset.choices);
  field.autocomplete = "off";
  field.addEventListener("input", () => narrow(box, field.value));
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  box.before(field);
};

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-choices]").forEach(addField));
