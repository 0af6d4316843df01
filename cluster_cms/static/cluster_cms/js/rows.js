// Folds the rows of inline panels and writes their first words into their headings; a row that is added stays open.
(() => {
  const ROW = "[data-inline-panel-child]";
  const FIELDS = "select, textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file], [name$='-key'])";
  const ZEROS = /(?<=^-?\d+)\.0+$|(?<=^-?\d+\.\d*[1-9])0+$/; // that a number of the database ends with
  const MOST = 4; // words of a heading
  const LONGEST = 30; // characters of each

  function saidIn(field) {
    const text = field.value && field.selectedOptions ? field.selectedOptions[0].text : field.value;
    const line = text.trim().split("\n", 1)[0].replace(ZEROS, "");
    return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  }

  function tell(row) {
    const heading = row.querySelector("[data-panel-heading-text]");
    if (!heading) return;
    const place = heading.querySelector("[data-row-words]") || heading.appendChild(document.createElement("span"));
    place.dataset.rowWords = "";
    place.className = "w-font-normal";
    const words = [...new Set([...row.querySelectorAll(FIELDS)].map(saidIn))].filter(Boolean).slice(0, MOST).join(" · ");
    place.textContent = words && ` ${words}`;
  }

  // Wagtail folds what is marked so when it starts the panels, except rows with a fault in a field.
  for (const row of document.querySelectorAll(ROW)) {
    if (!row.querySelector(".error-message")) row.querySelector("[data-panel]")?.classList.add("collapsed");
    tell(row);
  }
  for (const name of ["input", "change"]) {
    document.addEventListener(name, ({ target }) => {
      const row = target.closest?.(ROW);
      if (row) tell(row);
    });
  }
})();
