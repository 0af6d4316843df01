// Shows what the rules of writing find in the editor's form, and corrects one place with one press; nothing is saved.
(() => {
  const WAIT = 1000; // milliseconds without typing
  const section = document.querySelector("[data-writing]");
  const form = document.querySelector("[data-edit-form]");
  if (!section || !form) return;
  const part = (name) => section.querySelector(`[data-writing-${name}]`);
  const axeCount = document.querySelector("[data-content-checker-count]");
  const toggle = document.querySelector('[data-side-panel-toggle="checks"] [data-side-panel-toggle-counter]');
  let timer = 0;
  let asked = 0;
  let count = 0;
  let sent = "";

  // The number at the tab is that of both: our rules and the barriers that axe finds in the preview.
  function showCount() {
    const all = count + Number(axeCount?.textContent || 0);
    part("count").textContent = count;
    part("count").classList.toggle("has-errors", count > 0);
    if (toggle && (toggle.textContent !== String(all) || toggle.hidden !== !all)) Object.assign(toggle, { textContent: all, hidden: !all });
  }
  [axeCount, toggle].filter(Boolean).forEach((element) => new MutationObserver(showCount).observe(element, { childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: ["hidden"] }));

  async function check() {
    const texts = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    if (texts.toString() === sent) return; // the editor changes its page often without a change of the texts
    sent = texts.toString();
    const turn = ++asked;
    const response = await fetch(section.dataset.writing, { method: "POST", body: texts }).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (turn !== asked) return;
    if (response?.ok && answer) {
      part("findings").innerHTML = answer.html;
      section.querySelectorAll("[data-field]").forEach(namePlace);
      count = answer.count;
    } else {
      part("findings").textContent = answer?.error || section.dataset.writingFailed;
    }
    showCount();
  }
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(check, WAIT);
  };

  const fieldOf = ({ dataset }) => form.elements.namedItem(dataset.field);
  // Names the panels around a field from the outermost, and the field.
  function namePlace(row) {
    const field = fieldOf(row);
    const names = [field?.labels?.[0]?.textContent];
    for (let panel = field?.closest("[data-panel]"); panel; panel = panel.parentElement.closest("[data-panel]")) {
      names.unshift(panel.querySelector("[data-panel-heading-text]")?.textContent);
    }
    const told = names.map((name) => name?.replace("*", "").replace(/\s+/g, " ").trim()).filter((name, at, all) => name && name !== all[at - 1]);
    row.querySelector("[data-writing-place]").textContent = told.join(" › ");
  }
  const editorOf = (field) => field?.draftailEditor;

  function selectionOf(row) {
    const { block, start, end } = row.dataset;
    return window.DraftJS.SelectionState.createEmpty(block).merge({ anchorOffset: Number(start), focusOffset: Number(end) });
  }

  // Correcting is typing: the editor's own undo takes it back. A text that was changed meanwhile is left alone.
  function correctRunningText(editor, row) {
    const { EditorState, Modifier } = window.DraftJS;
    const state = editor.getEditorState();
    const content = state.getCurrentContent();
    const block = content.getBlockForKey(row.dataset.block);
    const [start, end] = [Number(row.dataset.start), Number(row.dataset.end)];
    if (block?.getText().slice(start, end) !== row.dataset.found) return false;
    const next = Modifier.replaceText(content, selectionOf(row), row.dataset.correction, block.getInlineStyleAt(start), block.getEntityAt(start));
    editor.onChange(EditorState.push(state, next, "insert-characters"));
    return true;
  }

  function correctField(field, row) {
    const [start, end] = [Number(row.dataset.start), Number(row.dataset.end)];
    if (field.value.slice(start, end) !== row.dataset.found) return false;
    reveal(field);
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end);
    const { correction } = row.dataset;
    if (!document.execCommand(correction ? "insertText" : "delete", false, correction)) field.setRangeText(correction, start, end, "end");
    ["input", "change"].forEach((name) => field.dispatchEvent(new Event(name, { bubbles: true })));
    return true;
  }

  function correct(row) {
    const field = fieldOf(row);
    const editor = editorOf(field);
    return Boolean(field) && (editor ? correctRunningText(editor, row) : correctField(field, row));
  }

  // Opens the tab and the folded panels around a field, so that it can be seen and typed into.
  function reveal(element) {
    const tab = element.closest("[role=tabpanel]");
    if (tab?.hidden) document.querySelector(`[role=tab][aria-controls="${tab.id}"]`)?.click();
    for (let panel = element.closest("[data-panel]"); panel; panel = panel.parentElement?.closest("[data-panel]")) {
      const button = panel.querySelector("[data-panel-toggle]");
      if (button?.getAttribute("aria-expanded") === "false") button.click();
    }
  }

  function show(row) {
    const field = fieldOf(row);
    if (!field) return;
    const editor = editorOf(field);
    const place = editor ? field.parentElement.querySelector("[contenteditable=true]") || field.parentElement : field;
    reveal(place);
    place.scrollIntoView({ block: "center" });
    if (editor) editor.onChange(window.DraftJS.EditorState.forceSelection(editor.getEditorState(), selectionOf(row)));
    else {
      place.focus({ preventScroll: true });
      place.setSelectionRange?.(Number(row.dataset.start), Number(row.dataset.end));
    }
  }

  section.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-field]");
    if (target.closest("[data-writing-show]")) show(row);
    if (target.closest("[data-writing-correct]")) correct(row);
    // From behind, so that the places before keep their numbers.
    if (target.closest("[data-writing-correct-all]")) [...section.querySelectorAll("[data-correction]")].reverse().forEach(correct);
    if (target.closest("[data-writing-correct], [data-writing-correct-all]")) check();
  });
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  new MutationObserver(later).observe(form, { childList: true, subtree: true });
  later();
})();
