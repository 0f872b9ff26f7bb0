/** Suggestions under a search box while one types (ARIA 1.2 combobox with a list). Without it, Enter searches as ever. */
import { words } from "./words.js";

const QUIET_MS = 180;
const SHORTEST = 2;
let counter = 0;

class Suggestions {
  constructor(form) {
    const id = `goi-y-${(counter += 1)}`;
    this.url = form.dataset.suggest;
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.list = Object.assign(document.createElement("ul"), { id, className: "suggest", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", words.suggestions);
    this.status = Object.assign(document.createElement("span"), { className: "govuk-visually-hidden" });
    this.status.setAttribute("role", "status");
    this.input.after(this.list);
    form.append(this.status);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("li[id]");
      if (item) this.go([...this.list.children].indexOf(item));
    });
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), QUIET_MS);
  }

  async ask() {
    const typed = this.input.value.trim();
    if (typed.length < SHORTEST) return this.close();
    this.request?.abort();
    this.request = new AbortController();
    try {
      const answer = await fetch(`${this.url}?${new URLSearchParams({ q: typed })}`, { headers: { Accept: "application/json" }, signal: this.request.signal });
      if (!answer.ok) return this.close();
      const found = await answer.json();
      if (this.input.value.trim() === typed && document.activeElement === this.input) this.show(found);
    } catch {
      // Asked again meanwhile, or the network is away: the box still searches.
    }
  }

  show(found) {
    this.found = found;
    this.at = -1;
    this.list.replaceChildren(...found.map((one, index) => {
      const item = Object.assign(document.createElement("li"), { id: `${this.list.id}-${index}`, className: "suggest__item" });
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const label = Object.assign(document.createElement("span"), { className: "suggest__label", textContent: one.label });
      item.append(label, Object.assign(document.createElement("span"), { className: "suggest__note", textContent: one.note }));
      return item;
    }));
    this.status.textContent = words.suggestionCount(found.length);
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
      if (event.key === "ArrowDown" && this.input.value.trim().length >= SHORTEST) { event.preventDefault(); this.ask() }
      return;
    }
    const last = this.found.length - 1;
    if (event.key === "Escape") { event.preventDefault(); this.close() }
    if (event.key === "Enter" && this.at >= 0) { event.preventDefault(); this.go(this.at) }
    // One step above the first and below the last is the box itself, as typed.
    if (event.key === "ArrowDown") { event.preventDefault(); this.mark(this.at >= last ? -1 : this.at + 1) }
    if (event.key === "ArrowUp") { event.preventDefault(); this.mark(this.at < 0 ? last : this.at - 1) }
  }

  mark(index) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = index;
    const item = this.list.children[index];
    if (!item) return this.input.removeAttribute("aria-activedescendant");
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", item.id);
  }

  go(index) {
    const one = this.found[index];
    this.close();
    this.input.value = one.label;
    window.location.assign(one.url);
  }
}

export function startSuggestions() {
  for (const form of document.querySelectorAll("form[data-suggest]")) {
    if (!form.querySelector('[role="listbox"]')) new Suggestions(form);
  }
}
