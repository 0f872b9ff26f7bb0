/** Suggestions under a search box while one types. Without it, Enter searches as ever. */
import { Combobox, words as span } from "./combobox.js";
import { words } from "./words.js";

const QUIET_MS = 180;
const SHORTEST = 2;

class Suggestions extends Combobox {
  constructor(form) {
    super(form.querySelector("input[type=search]"), { name: "suggest", label: words.suggestions, quiet: QUIET_MS });
    this.url = form.dataset.suggest;
    this.input.after(this.list);
    form.append(this.status);
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
      if (this.input.value.trim() === typed && document.activeElement === this.input) this.show(found, words.suggestionCount(found.length));
    } catch {
      // Asked again meanwhile, or the network is away: the box still searches.
    }
  }

  entry(item, one) {
    item.className = "suggest__item";
    item.append(span("suggest__label", one.label), span("suggest__note", one.note));
  }

  /** One step above the first and below the last is the box itself, as typed. */
  step(key, last) {
    return { ArrowDown: this.at >= last ? -1 : this.at + 1, ArrowUp: this.at < 0 ? last : this.at - 1 }[key];
  }

  take(index) {
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
