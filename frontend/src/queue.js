/**
 * The desk by keyboard. In a queue: j k move, Enter opens, x selects, / searches. In a dossier that was opened from one: j k go to the
 * next and the previous, u back to the list. ? explains. Can be switched off (WCAG 2.1.4).
 */
import { words } from "./words.js";

const KEY = "portal-keys-off";
const off = () => localStorage.getItem(KEY) === "1";

function rowsOf(table) {
  return [...table.querySelectorAll("tbody tr[data-row]")];
}

function go(table, by) {
  const rows = rowsOf(table);
  const place = rows.findIndex((row) => row.classList.contains("is-current"));
  const next = rows[Math.min(Math.max(place + by, 0), rows.length - 1)];
  if (!next) return;
  rows[place]?.classList.remove("is-current");
  next.classList.add("is-current");
  next.querySelector("a")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function dialog(keys) {
  const box = document.createElement("dialog");
  box.className = "keys-dialog";
  box.setAttribute("aria-labelledby", "bang-phim");
  const title = Object.assign(document.createElement("h2"), { id: "bang-phim", textContent: words.keysTitle });
  const list = document.createElement("dl");
  for (const [key, text] of keys) {
    const term = document.createElement("dt");
    term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    list.append(term, Object.assign(document.createElement("dd"), { textContent: text }));
  }
  const toggle = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button govuk-button--secondary" });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button", textContent: words.close });
  const name = () => { toggle.textContent = off() ? words.keysOn : words.keysOff; };
  toggle.addEventListener("click", () => { localStorage.setItem(KEY, off() ? "0" : "1"); name(); });
  close.addEventListener("click", () => box.close());
  name();
  box.append(title, list, toggle, close);
  document.body.append(box);
  return box;
}

function pressInDossier(event, steps) {
  const link = /^[a-z]$/.test(event.key) && steps.querySelector(`[data-step-key="${event.key}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
}

function press(event, table) {
  const search = document.querySelector("[data-queue-search]");
  if (event.key === "j") go(table, 1);
  else if (event.key === "k") go(table, -1);
  else if (event.key === "/" && search) search.focus();
  else if (event.key === "x") table.querySelector(".is-current input[type=checkbox]")?.click();
  else if (event.key === "Enter" && document.activeElement === document.body) table.querySelector(".is-current a")?.click();
  else return;
  event.preventDefault();
}

export function startQueue() {
  const table = document.querySelector("[data-queue]");
  const steps = document.querySelector("[data-steps]");
  if (!table && !steps) return;
  let box;
  const help = () => (box ||= dialog(table ? words.keys : words.stepKeys)).showModal();
  const hint = document.querySelector("[data-keys-hint]");
  if (hint) hint.hidden = false;
  hint?.querySelector("[data-keys-help]")?.addEventListener("click", help);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, dialog, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "?") {
      event.preventDefault();
      help();
    } else if (off()) return;
    else if (table) press(event, table);
    else pressInDossier(event, steps);
  });
}
