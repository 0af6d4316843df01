// Offers the clauses of the saved draft below the text that is being written; the one chosen is inserted as a token.
(() => {
  const TEXTS = /^(intro_|(clauses|supplements)-\d+-value-(lead|items|closing)-)/;
  let field = null;

  const chooser = () => document.querySelector("[data-policy-references]");

  // A new clause has its permanent address in the saved draft only: once something refers to it, it is settled here too.
  const settle = (id, anchor) => {
    const ids = "[name^='clauses-'][name$='-id'], [name^='supplements-'][name$='-id']";
    const block = [...document.querySelectorAll(ids)].find((input) => input.value === id);
    const address = block && document.getElementsByName(block.name.replace(/id$/, "value-anchor"))[0];
    if (address && !address.value) address.value = anchor;
  };

  const refresh = async () => {
    const answer = await fetch(chooser().dataset.policyReferences);
    if (!answer.ok) return;
    const { clauses } = await answer.json();
    const select = chooser().querySelector("select");
    const chosen = select.value;
    select.replaceChildren(...clauses.map(({ id, anchor, label, heading }) => {
      const words = [heading.ja, heading.en].filter(Boolean).join(" / ");
      const option = new Option(`${label} ${words}`.trim(), anchor || id);
      option.dataset.id = id;
      return option;
    }));
    if (clauses.some(({ id, anchor }) => (anchor || id) === chosen)) select.value = chosen;
  };

  const insert = () => {
    const [option] = chooser().querySelector("select").selectedOptions;
    if (!field || !option) return;
    settle(option.dataset.id, option.value);
    field.setRangeText(`[[${option.value}]]`, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!chooser()) return;
    refresh();
    document.addEventListener("w-autosave:success", refresh);
    chooser().querySelector("button").addEventListener("click", insert);
    document.addEventListener("focusin", ({ target }) => {
      if (!target.matches("textarea") || !TEXTS.test(target.name) || target === field) return;
      field = target;
      field.after(chooser());
      chooser().hidden = false;
    });
  });
})();
