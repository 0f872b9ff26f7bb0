/** A box that suggests while one types (ARIA 1.2 combobox with a list): communes by name, entries of a long list. */
import { pressLive } from "./eform-live.js";
import { words } from "./words.js";

const QUIET_MS = 250;
let counter = 0;

/** A divided commune is offered as its parts, each with what it was. */
const flat = (found) => found.flatMap((place) => (place.choices?.length ? place.choices.map((one) => ({ ...one, note: `${place.label} ${place.note}` })) : [place]));

class Finder {
  constructor(box) {
    const id = `find-list-${(counter += 1)}`;
    this.box = box;
    this.input = box.querySelector("input");
    this.list = Object.assign(document.createElement("ul"), { id, className: "eform-find__list", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", words.found);
    this.status = Object.assign(document.createElement("span"), { className: "govuk-visually-hidden" });
    this.status.setAttribute("role", "status");
    box.append(this.list, this.status);
    box.querySelector(".eform-find__button").hidden = true;
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", (event) => { event.stopPropagation(); this.later() });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => { const item = event.target.closest("li[id]"); if (item) this.take([...this.list.children].indexOf(item)) });
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), QUIET_MS);
  }

  async ask() {
    const { eformFind: url, eformEdition: edition, eformList: list, eformWithin: parent } = this.box.dataset;
    const typed = this.input.value.trim();
    if (typed.length < 2) return this.close();
    const query = new URLSearchParams(edition ? { edition, q: typed } : { list, parent, q: typed });
    try {
      const answer = await fetch(`${url}?${query}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = flat(await answer.json());
      if (this.input.value.trim() === typed && document.activeElement === this.input) this.show(found);
    } catch {
      this.close();
    }
  }

  show(found) {
    this.found = found;
    this.at = -1;
    this.list.replaceChildren(...found.map((one, index) => {
      const item = Object.assign(document.createElement("li"), { id: `${this.list.id}-${index}`, className: "eform-find__item" });
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(one.label);
      if (one.note) item.append(Object.assign(document.createElement("span"), { className: "eform-find__note", textContent: one.note }));
      return item;
    }));
    this.status.textContent = words.foundCount(found.length);
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.waiting);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown" && this.input.value.trim().length > 1) { event.preventDefault(); this.ask() }
      if (event.key === "Enter") { event.preventDefault(); this.ask() }
      return;
    }
    const last = this.found.length - 1;
    const next = { ArrowDown: this.at >= last ? 0 : this.at + 1, ArrowUp: this.at <= 0 ? last : this.at - 1, Home: 0, End: last }[event.key];
    if (event.key === "Escape") { event.preventDefault(); this.close() }
    if (event.key === "Enter") { event.preventDefault(); if (this.at >= 0) this.take(this.at) }
    if (next === undefined || (["Home", "End"].includes(event.key) && this.at < 0)) return;
    event.preventDefault();
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = next;
    const item = this.list.children[next];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", item.id);
  }

  take(index) {
    const one = this.found[index];
    this.close();
    if (this.box.dataset.eformEdition) return this.place(one);
    this.input.value = one.label;
    const base = this.box.dataset.eformCode;
    const { elements } = this.input.form;
    const code = elements[base];
    if (code instanceof HTMLInputElement) code.value = one.value;
    if (elements[`${base}-nhan`]) elements[`${base}-nhan`].value = one.label;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** The server fills in what the commune lies in. */
  place(one) {
    const base = this.input.name.slice(0, -"-tim".length);
    const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: `${base}-noi`, value: one.value });
    this.input.value = "";
    this.box.append(chosen);
    pressLive(this.box, Object.assign(document.createElement("button"), { type: "submit", name: `_refresh:${base}`, value: "noi" }))?.then(() => {
      document.getElementById(this.input.id)?.closest(".eform-item")?.querySelector('input[name$="-chiTiet"]')?.focus();
    });
  }
}

export function startFinders(scope) {
  for (const box of scope.querySelectorAll(".eform-find[data-eform-find]")) {
    if (box.dataset.eformFind && box.closest("[data-eform-live]") && !box.querySelector('[role="listbox"]')) new Finder(box);
  }
}
