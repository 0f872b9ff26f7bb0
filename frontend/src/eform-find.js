/** A box that finds while one types: communes by name, entries of a long list. */
import { Combobox, words as span } from "./combobox.js";
import { pressLive } from "./eform-live.js";
import { words } from "./words.js";

const QUIET_MS = 250;

/** A divided commune is offered as its parts, each with what it was. */
const flat = (found) => found.flatMap((place) => (place.choices?.length ? place.choices.map((one) => ({ ...one, note: `${place.label} ${place.note}` })) : [place]));

class Finder extends Combobox {
  constructor(box) {
    super(box.querySelector("input"), { name: "eform-find__list", label: words.found, quiet: QUIET_MS });
    this.box = box;
    box.append(this.list, this.status);
    box.querySelector(".eform-find__button").hidden = true;
  }

  /** The words are only for finding: no condition of the page hangs on them. */
  typed(event) {
    event.stopPropagation();
    super.typed();
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
      if (this.input.value.trim() === typed && document.activeElement === this.input) this.show(found, words.foundCount(found.length));
    } catch {
      this.close();
    }
  }

  entry(item, one) {
    item.className = "eform-find__item";
    item.append(one.label);
    if (one.note) item.append(span("eform-find__note", one.note));
  }

  /** Enter never sends the page from here: it finds, or takes what is marked. */
  key(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      if (this.list.hidden) this.ask();
    }
    super.key(event);
  }

  step(key, last) {
    const ends = this.at < 0 ? {} : { Home: 0, End: last };
    return { ArrowDown: this.at >= last ? 0 : this.at + 1, ArrowUp: this.at <= 0 ? last : this.at - 1, ...ends }[key];
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
