// Takes what Word, Excel and others put on the clipboard; the server turns it into blocks, cells or running text.
(() => {
  const dialog = document.querySelector("dialog[data-paste]");
  if (!dialog) return;
  const part = (name) => dialog.querySelector(`[data-paste-${name}]`);
  let plan = null; // what the dialog is about: the clipboard, and what happens when it is confirmed

  class Refusal extends Error {} // in words for the editor

  async function ask(clip, options) {
    const headers = { "Content-Type": clip.type, "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
    const address = `${dialog.dataset.paste}?${new URLSearchParams(options)}`;
    const response = await fetch(address, { method: "POST", body: clip.text, headers }).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (!response?.ok || !answer) throw new Refusal(answer?.error || dialog.dataset.pasteFailed);
    return answer;
  }

  // The clipboard: HTML, text with tabs, or a picture. Null: the editor's own paste does it.
  function readClip(data, always) {
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    const picture = [...data.files].find((file) => file.type.startsWith("image/"));
    if (/data-draftjs-|data-offset-key=/.test(html)) return null; // copied within the editor
    const words = html ? new DOMParser().parseFromString(html, "text/html").body.textContent.trim() : text.trim();
    if (picture && !words) return pictureClip(picture);
    if (html) return { type: "text/html", text: html };
    return text.includes("\t") || always ? { type: "text/plain", text } : null;
  }

  async function pictureClip(file) {
    const source = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(file);
    });
    const image = Object.assign(document.createElement("img"), { src: source });
    return { type: "text/html", text: image.outerHTML };
  }

  // Where a field stands: the story and the block in it, the list and its item, the table.
  function placeOf(target) {
    let holder = target;
    while (holder && !holder.rootBlock) holder = holder.parentElement;
    const place = {};
    let block = holder?.rootBlock;
    const contains = (one) => (one.element || one.container?.[0])?.contains(target);
    while (block) {
      if (block.blockDef?.childBlockDefsByName?.column_table) Object.assign(place, { stream: block, index: block.children.findIndex(contains), direct: false });
      else if (block.blockDef?.childBlockDef) Object.assign(place, { list: block, item: block.children.findIndex(contains) });
      if (block.columns && block.rows) return { ...place, table: block };
      const child = block.children?.find(contains)?.block || Object.values(block.childBlocks || {}).find(contains);
      if (child && !child.children && !child.childBlocks && block === place.stream) place.direct = true;
      block = child;
    }
    return place;
  }

  function show(result) {
    part("enter").hidden = true;
    part("result").innerHTML = result.preview;
    part("insert").hidden = result.empty;
    part("error").textContent = "";
  }

  function open(next, result) {
    plan = next;
    part("enter").hidden = false;
    part("field").replaceChildren();
    part("result").replaceChildren();
    part("error").textContent = "";
    part("insert").hidden = true;
    part("replace").hidden = !next.replaces;
    if (result) show(result);
    if (!dialog.open) dialog.showModal();
    (result ? part(result.empty ? "cancel" : "insert") : part("field")).focus();
  }

  function tell(error) {
    part("error").textContent = error instanceof Refusal ? error.message : dialog.dataset.pasteFailed;
    if (!(error instanceof Refusal)) throw error;
  }

  function fail(error) {
    open({}, { preview: "", empty: true });
    tell(error);
  }

  async function insertBlocks(clip, { stream, index }) {
    const answer = await ask(clip, { place: "story", insert: 1 });
    const at = index < 0 ? stream.children.length : index + 1;
    window.telepath.unpack(answer.blocks).forEach((block, after) => stream.insert(block, at + after));
    changed(stream.container?.[0] || document.querySelector("[data-edit-form]"));
    return answer;
  }

  const changed = (element) => ["input", "change"].forEach((name) => element?.dispatchEvent(new Event(name, { bubbles: true })));

  // Puts running text where the caret is; what the field does not offer becomes plain text.
  function insertText(editor, source) {
    const { convertFromRaw, EditorState, Modifier } = window.DraftJS;
    const raw = JSON.parse(source);
    const names = (list) => (list || []).map(({ type }) => type);
    const [types, styles, entities] = [editor.props.blockTypes, editor.props.inlineStyles, editor.props.entityTypes].map(names);
    raw.blocks.forEach((block) => {
      if (!types.includes(block.type)) Object.assign(block, { type: "unstyled", depth: 0 });
      block.inlineStyleRanges = block.inlineStyleRanges.filter(({ style }) => styles.includes(style));
      block.entityRanges = block.entityRanges.filter(({ key }) => entities.includes(raw.entityMap[key].type));
    });
    const state = editor.getEditorState();
    const fragment = convertFromRaw(raw).getBlockMap();
    const content = Modifier.replaceWithFragment(state.getCurrentContent(), state.getSelection(), fragment);
    editor.onChange(EditorState.push(state, content, "insert-fragment"));
  }

  async function pasteIntoText(target, waiting) {
    const clip = await waiting;
    const fields = target.closest("[data-draftail-editor-wrapper]").parentElement.querySelectorAll("input");
    const editor = [...fields].find((field) => field.draftailEditor).draftailEditor;
    const place = placeOf(target);
    const where = place.direct ? "story" : "text";
    const answer = await ask(clip, { place: where });
    const asText = answer.running || where === "text";
    if (asText && !answer.reported && answer.running) return insertText(editor, answer.text);
    const insert = asText ? () => insertText(editor, answer.text) : () => insertBlocks(clip, place);
    return open({ insert }, answer);
  }

  const fieldsOf = (element) => [...element.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [type=radio])")].filter((field) => field.offsetParent);

  function write(field, words) {
    field.value = words;
    changed(field);
  }

  // The fields that cells go into, made as they are needed; `filled` only looks.
  function tableFields({ table }, target, cells, header) {
    let row = table.rows.findIndex(({ blocks }) => blocks.some(({ element }) => element.contains(target)));
    const inHeading = row < 0;
    const column = inHeading ? table.columns.findIndex(({ headingInput }) => headingInput === target) : table.rows[row].blocks.findIndex(({ element }) => element.contains(target));
    const free = row === 0 && column === 0 && table.columns.every(({ headingInput }) => !headingInput.value);
    if (inHeading || (header && free)) row = -1;
    const at = (down, right) => (down < 0 ? table.columns[right]?.headingInput : table.rows[down]?.blocks[right] && fieldsOf(table.rows[down].blocks[right].element)[0]);
    const grow = () => {
      while (table.columns.length < column + cells[0].length) table.insertColumn(table.columns.length, table.blockDef.childBlockDefs[0], { addInitialRow: true });
      while (table.rows.length < row + cells.length) table.insertRow(table.rows.length);
    };
    return { grow, at: (down, right) => at(row + down, column + right), fits: true };
  }

  function listFields({ list, item }, target, cells) {
    const first = fieldsOf(list.children[item].element).indexOf(target);
    const width = fieldsOf(list.children[item].element).length - first;
    const grow = () => {
      while (list.children.length < item + cells.length) list.insert(list.blockDef.initialChildState, list.children.length);
    };
    const at = (down, right) => list.children[item + down] && fieldsOf(list.children[item + down].element)[first + right];
    return { grow, at, fits: cells[0].length <= width };
  }

  async function pasteIntoCells(target, clip, place) {
    const answer = await ask(clip, { place: "story" });
    const [cells, ...others] = answer.cells;
    const fields = cells && !others.length && (place.table ? tableFields : listFields)(place, target, cells, answer.header);
    if (!fields || !fields.fits) return open({ insert: place.stream && (() => insertBlocks(clip, place)) }, { ...answer, empty: answer.empty || !place.stream });
    const fill = () => {
      fields.grow();
      cells.forEach((row, down) => row.forEach((words, right) => write(fields.at(down, right), words)));
    };
    const replaces = cells.some((row, down) => row.some((_words, right) => fields.at(down, right)?.value));
    return replaces ? open({ insert: fill, replaces }, answer) : fill();
  }

  window.addEventListener("paste", (event) => {
    const { target, clipboardData } = event;
    if (!clipboardData || !(target instanceof Element)) return;
    const take = (act) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      act().catch(fail);
    };
    if (part("field").contains(target)) {
      const waiting = readClip(clipboardData, true);
      if (waiting) take(async () => pasteIntoDialog(await waiting));
    } else if (target.closest("[data-draftail-editor-wrapper]")) {
      const waiting = readClip(clipboardData, false);
      if (waiting) take(() => pasteIntoText(target, waiting));
    } else if (target.matches("input, textarea") && clipboardData.getData("text/plain").includes("\t")) {
      const place = placeOf(target);
      const clip = readClip(clipboardData, true);
      if (clip && (place.table || place.list)) take(() => pasteIntoCells(target, clip, place));
    }
  }, true);

  async function pasteIntoDialog(clip) {
    const { place } = plan;
    const answer = await ask(clip, { place: "story" });
    plan.insert = () => insertBlocks(clip, place);
    show(answer);
    part(answer.empty ? "cancel" : "insert").focus();
  }

  part("cancel").addEventListener("click", () => dialog.close());
  part("insert").addEventListener("click", async () => {
    part("insert").disabled = true;
    try {
      const answer = await plan.insert();
      if (answer?.refused) open({}, { ...answer, empty: true });
      else dialog.close();
    } catch (error) {
      tell(error);
    } finally {
      part("insert").disabled = false;
    }
  });

  class PasteButton extends window.StimulusModule.Controller {
    connect() {
      if (this.element.querySelector(":scope > .paste-button")) return;
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-small button-secondary paste-button", textContent: dialog.dataset.pasteLabel });
      button.addEventListener("click", () => open({ place: { ...placeOf(this.element), index: -1 } }));
      this.element.append(button);
    }
  }
  window.wagtail.app.register("paste-button", PasteButton);
})();
