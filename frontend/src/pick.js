/**
 * A long native list (select[data-pick]) as a box that finds while one types: any words of an entry or of its group, marks or not.
 * The select stays in the form and holds the answer; without this script it is simply the list. `data-find` of an option are words
 * that it is found by and does not show; with `data-pick="first"` the best entry is marked, so that Enter takes it.
 */
import { Combobox, words as span } from "./combobox.js";
import { words } from "./words.js";

const QUIET_MS = 60;
const MOST = 60;
const HIDDEN = "govuk-visually-hidden";

const folded = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, " ").trim();

class Pick extends Combobox {
  constructor(select) {
    const input = Object.assign(document.createElement("input"), { className: "govuk-input", type: "text", id: select.id, autocomplete: "off", spellcheck: false });
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    if (select.options[0]?.value === "") input.placeholder = select.options[0].textContent.trim();
    super(input, { name: "pick__list", label: words.found, quiet: QUIET_MS });
    this.select = select;
    this.entries = [...select.options].filter((option) => option.value).map((option) => {
      const group = option.parentElement instanceof HTMLOptGroupElement ? option.parentElement.label : "";
      const [label, ...note] = option.textContent.trim().split(", ");
      return { option, label, note: [...note, group].filter(Boolean).join(" · "), folded: folded(`${option.textContent} ${option.dataset.find ?? ""} ${group}`) };
    });
    select.removeAttribute("id");
    select.hidden = true;
    select.tabIndex = -1;
    const box = Object.assign(document.createElement("div"), { className: "pick" });
    select.before(box);
    box.append(select, input, this.list, this.status);
    this.settle();
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => { if (this.list.hidden) this.ask() });
    if (select.autofocus) input.focus();
  }

  /** The box shows what the select holds. */
  settle() {
    const held = this.entries.find((one) => one.option.selected);
    this.input.value = held ? held.option.textContent.trim() : "";
    this.shown = this.input.value;
  }

  ask() {
    const wanted = this.input.value === this.shown ? [] : folded(this.input.value).split(" ").filter(Boolean);
    const fit = this.entries.filter((one) => wanted.every((word) => one.folded.includes(word)));
    const begins = (one) => (wanted.length > 0 && ` ${one.folded}`.includes(` ${wanted.join(" ")}`) ? 0 : 1);
    fit.sort((a, b) => begins(a) - begins(b));
    this.show(fit.slice(0, MOST), words.foundCount(fit.length));
    this.status.className = fit.length ? HIDDEN : "pick__none";
    // Where Enter is to take the best one at once.
    if (this.select.dataset.pick === "first" && wanted.length > 0 && fit.length > 0) this.mark(0);
  }

  entry(item, one) {
    item.className = "pick__item";
    item.append(span("pick__label", one.label), span("pick__note", one.note));
  }

  key(event) {
    if (this.list.hidden && event.key === "ArrowDown") { event.preventDefault(); this.ask(); return }
    if (event.key === "Enter" && !this.list.hidden && this.at < 0) {
      event.preventDefault();
      if (this.found.length === 1) this.take(0);
      return;
    }
    super.key(event);
  }

  step(key, last) {
    return { ArrowDown: this.at >= last ? 0 : this.at + 1, ArrowUp: this.at <= 0 ? last : this.at - 1 }[key];
  }

  take(index) {
    this.found[index].option.selected = true;
    this.close();
    this.settle();
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Left empty, nothing is chosen; left half typed, what was chosen stands unless only one entry fits. */
  close() {
    this.status.className = HIDDEN;
    if (document.activeElement !== this.input && this.input.value !== this.shown) {
      if (!this.input.value.trim()) this.select.value = "";
      else if (this.found.length === 1) this.found[0].option.selected = true;
      this.settle();
    }
    super.close();
  }
}

export function startPicks() {
  for (const select of document.querySelectorAll("select[data-pick]")) {
    if (!select.hidden) new Pick(select);
  }
}
