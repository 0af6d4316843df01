// On leaving a date field, Wagtail's calendar would replace what it cannot read by today. The server asks instead.
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;

// Says below each date field what is read of it. The words come from the site's own reader: a second one here could differ.
(() => {
  const { reader } = document.currentScript.dataset;
  const WAIT = 300; // milliseconds without typing
  const timers = new WeakMap();
  const asked = new WeakMap();

  function wordsOf(field) {
    const id = `${field.id || field.name}-in-words`;
    let words = document.getElementById(id);
    if (!words) {
      words = Object.assign(document.createElement("p"), { id, className: "typed-date", ariaLive: "polite" });
      field.after(words);
    }
    const described = (field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
    if (!described.includes(id)) field.setAttribute("aria-describedby", [...described, id].join(" "));
    return words;
  }

  function say(field, words, unclear) {
    const place = wordsOf(field);
    place.textContent = words;
    place.classList.toggle("typed-date--unclear", unclear);
  }

  async function ask(field) {
    const typed = field.value.trim();
    if (asked.get(field) === typed) return;
    asked.set(field, typed);
    if (!typed) return say(field, "", false);
    const body = new URLSearchParams({ typed, kind: field.dataset.typedDate });
    const { CSRF_TOKEN, CSRF_HEADER_NAME } = JSON.parse(document.getElementById("wagtail-config").textContent);
    const headers = { [CSRF_HEADER_NAME]: CSRF_TOKEN };
    const response = await fetch(reader, { method: "POST", body, headers }).catch(() => null);
    const answer = response?.ok ? await response.json().catch(() => null) : null;
    if (asked.get(field) !== typed) return; // something else was typed meanwhile
    if (!answer) asked.delete(field);
    say(field, answer?.words || "", Boolean(answer?.unclear)); // without an answer nothing, not the words of another date
  }

  const isDate = (field) => field instanceof HTMLInputElement && field.type !== "hidden" && field.dataset.typedDate;
  const onChange = ({ target }) => isDate(target) && ask(target);
  document.addEventListener("change", onChange, true);
  document.addEventListener("focusout", onChange, true);
  document.addEventListener("input", ({ target }) => {
    if (!isDate(target)) return;
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(() => ask(target), WAIT));
  }, true);
  document.addEventListener("DOMContentLoaded", () => {
    const filled = [...document.querySelectorAll("input[data-typed-date]")].filter((field) => isDate(field) && field.value);
    filled.filter((field) => !wordsOf(field).textContent).forEach(ask);
  });
})();
