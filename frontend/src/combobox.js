/**
 * What every box that suggests while one types shares (ARIA 1.2 combobox with a list): the list, the words for who hears it, and
 * when to ask. Who extends it says what to ask (`ask`), how an entry looks (`entry`), what taking one does (`take`) and how the
 * arrows move (`step`: a key → an index, -1 the box itself, undefined for no move).
 */
let counter = 0;

export class Combobox {
  constructor(input, { name, label, quiet }) {
    const id = `${name}-${(counter += 1)}`;
    Object.assign(this, { input, quiet, found: [], at: -1 });
    this.list = Object.assign(document.createElement("ul"), { id, className: name, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", label);
    this.status = Object.assign(document.createElement("span"), { className: "govuk-visually-hidden" });
    this.status.setAttribute("role", "status");
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [attribute, value] of Object.entries(attributes)) input.setAttribute(attribute, value);
    input.addEventListener("input", (event) => this.typed(event));
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("li[id]");
      if (item) this.take([...this.list.children].indexOf(item));
    });
  }

  typed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), this.quiet);
  }

  show(found, said) {
    this.found = found;
    this.at = -1;
    this.list.replaceChildren(...found.map((one, index) => {
      const item = Object.assign(document.createElement("li"), { id: `${this.list.id}-${index}` });
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      this.entry(item, one);
      return item;
    }));
    this.status.textContent = said;
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

  /** Keys while the list is open; while it is closed an arrow down asks. */
  key(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown" && this.input.value.trim().length > 1) { event.preventDefault(); this.ask() }
      return;
    }
    const next = this.step(event.key, this.found.length - 1);
    if (event.key === "Escape") { event.preventDefault(); this.close() }
    else if (event.key === "Enter" && this.at >= 0) { event.preventDefault(); this.take(this.at) }
    else if (next !== undefined) { event.preventDefault(); this.mark(next) }
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
}

/** A piece of text in a span of its own. */
export function words(className, textContent) {
  return Object.assign(document.createElement("span"), { className, textContent });
}
