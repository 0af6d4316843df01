// Enhancement only: without this file the list is a plain page, which shows what is new when it is loaded again.
const EVERY = 60000; // milliseconds
// Sent by a clock, so that it keeps no session alive that its person has left.
const HEADERS = { "X-Requested-With": "XMLHttpRequest", "X-Sent-By": "timer" };
const list = document.getElementById("listing-results");
const source = document.querySelector("[data-inbox]")?.dataset.inbox;

// Nobody's place is lost: neither ticks, nor a name being typed, nor the focus.
const inUse = () => list.querySelector("input:checked, details[open]") || list.contains(document.activeElement);

const refresh = async () => {
  if (document.visibilityState !== "visible" || inUse()) return;
  const query = window.location.search;
  try {
    const response = await fetch(source + query, { headers: HEADERS });
    const isList = response.ok && !response.redirected;
    const text = isList ? await response.text() : "";
    if (isList && !inUse() && query === window.location.search) list.innerHTML = text;
  } catch {
    // The next minute tries again.
  }
};

if (list && source) setInterval(refresh, EVERY);

const rows = () => [...document.querySelectorAll(".desk__list tbody tr")];

const step = (by) => {
  const all = rows();
  const now = all.findIndex((row) => row.classList.contains("desk__current"));
  const next = all[Math.min(Math.max(now + by, 0), all.length - 1)];
  if (!next) return;
  all[now]?.classList.remove("desk__current");
  next.classList.add("desk__current");
  next.querySelector("a").focus();
};

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => document.querySelector(".desk__current input[name=inquiry]")?.click(),
  t: () => document.querySelector(".desk__current button[name=version]")?.click(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const isOff = window.wagtailConfig && window.wagtailConfig.KEYBOARD_SHORTCUTS_ENABLED === false;
  if (typing || isOff || event.ctrlKey || event.metaKey || event.altKey || !rows().length) return;
  KEYS[event.key]?.();
});
