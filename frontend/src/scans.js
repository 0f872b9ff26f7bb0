/**
 * The scanning table by keyboard: arrows choose a page, the keys written on the buttons press them. Every press is the form's
 * own; here it is sent beside the page and only the board comes back, one press after the other. Can be switched off (WCAG 2.1.4).
 */
import { words } from "./words.js";

const OFF = "portal-keys-off";
const PART = { "Portal-Part": "1", Accept: "text/html" };
const SECONDS = 2;

const off = () => localStorage.getItem(OFF) === "1";

class Table {
  constructor(box) {
    this.box = box;
    this.sent = Promise.resolve();
    this.box.addEventListener("submit", (event) => this.submit(event));
    this.box.addEventListener("click", (event) => this.click(event));
    this.box.addEventListener("dblclick", (event) => event.target.closest("[data-leaf]") && this.enlarge());
    document.addEventListener("keydown", (event) => this.key(event));
    this.dress();
    this.wait();
  }

  get board() { return this.box.querySelector("[data-scan-board]"); }
  get form() { return this.box.querySelector("[data-scan-form]"); }
  get picks() { return [...this.box.querySelectorAll(".leaf__pick")]; }
  get current() { return this.picks.find((pick) => pick.checked); }

  /** What only the script offers is shown by it. */
  dress() {
    for (const part of this.box.querySelectorAll("[data-scan-large], [data-scan-keys]")) part.hidden = false;
    const toggle = this.box.querySelector("[data-scan-off]");
    if (toggle) toggle.textContent = off() ? words.keysOn : words.keysOff;
  }

  click(event) {
    if (event.target.closest("[data-scan-large]")) this.enlarge();
    if (event.target.closest("[data-scan-off]")) {
      localStorage.setItem(OFF, off() ? "0" : "1");
      this.dress();
    }
  }

  submit(event) {
    const button = event.submitter;
    if (event.target !== this.form || !button?.name) return;
    event.preventDefault();
    this.press(button.value);
  }

  /** Queue one press: each is made on the board that the one before answered with. */
  press(what) {
    const page = this.current?.value;
    this.sent = this.sent.then(() => this.send(what, page)).catch(() => this.form?.submit());
    return this.sent;
  }

  async send(what, page) {
    const data = new FormData(this.form);
    data.set("do", what);
    if (page) data.set("page", page);
    const answer = await fetch(this.form.action, { method: "POST", body: data, headers: PART, redirect: "error" });
    if (answer.status !== 200 && answer.status !== 409) throw new Error(String(answer.status));
    this.swap(await answer.text(), this.current && this.current.value !== page ? this.current.value : page);
  }

  /** Put the new board in the place of the old one; pictures that are there already stay, the page in hand keeps the focus. */
  swap(html, page) {
    const made = new DOMParser().parseFromString(html, "text/html").querySelector("[data-scan-board]");
    if (!made) throw new Error("no board");
    const loaded = [...this.box.querySelectorAll("img[data-page]")].filter((img) => img.complete && img.naturalWidth);
    const seen = new Map(loaded.map((img) => [img.dataset.page, img]));
    const focused = this.box.contains(document.activeElement) || document.activeElement === document.body;
    this.board.replaceWith(made);
    // Only now: a picture that is taken into a parsed document, which loads none, would not be loaded here any more.
    for (const img of made.querySelectorAll("img[data-page]")) {
      const old = seen.get(img.dataset.page);
      if (!old) continue;
      old.className = img.className;
      old.dataset.turn = img.dataset.turn;
      img.replaceWith(old);
    }
    this.dress();
    const pick = page && document.getElementById(`trang-${page}`);
    if (pick) pick.checked = true;
    if (focused) this.current?.focus({ preventScroll: true });
    this.show();
  }

  /** While a worker splits or reads, the board is asked for again. */
  wait() {
    setTimeout(async () => {
      const waiting = this.board?.hasAttribute("data-waiting");
      if (waiting && document.visibilityState === "visible" && !document.querySelector("dialog[open]")) await this.refresh();
      this.wait();
    }, SECONDS * 1000);
  }

  refresh() {
    this.sent = this.sent.then(async () => {
      const answer = await fetch(this.box.dataset.scan, { headers: { ...PART, "Portal-Background": "1" }, redirect: "error" });
      const html = answer.ok ? (await answer.json()).html : "";
      if (html && !html.includes(`data-stamp="${this.board.dataset.stamp}"`)) this.swap(html, this.current?.value);
    }).catch(() => {});
    return this.sent;
  }

  key(event) {
    const dialog = event.target.closest?.("dialog");
    const typing = event.target.closest?.("select, textarea, summary, [contenteditable]") || (event.target.closest?.("input") && !event.target.closest(".leaf__pick"));
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || off() || !this.form) return;
    if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
      if (!this.move(event.key)) return;
    } else if (event.key === "Enter") {
      if (event.target.closest("a, button") || dialog) return;
      this.enlarge();
    } else if (!this.pressKey(event.key.toLowerCase())) return;
    event.preventDefault();
    if (dialog) this.sent.then(() => this.draw(dialog));
  }

  pressKey(key) {
    const button = [...this.box.querySelectorAll("button[data-key][name]")].find((one) => one.dataset.key === key);
    if (button) this.press(button.value);
    return Boolean(button);
  }

  /** Left and right by one page, up and down by a row of what is seen. */
  move(key) {
    const { picks, current } = this;
    const at = picks.indexOf(current);
    const aim = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: picks.length - 1 }[key] ?? this.row(key === "ArrowDown" ? 1 : -1, at);
    const next = picks[aim];
    if (!next) return picks.length > 0;
    next.checked = true;
    next.focus({ preventScroll: true });
    this.show();
    return true;
  }

  row(by, at) {
    const boxes = this.picks.map((pick) => pick.closest("[data-leaf]").getBoundingClientRect());
    const here = boxes[at];
    if (!here) return -1;
    const beyond = boxes.map((box, index) => ({ index, down: (box.top - here.top) * by, across: Math.abs(box.left - here.left) })).filter((one) => one.down > here.height / 2);
    beyond.sort((a, b) => a.down - b.down || a.across - b.across);
    const nearest = beyond.filter((one) => one.down < (beyond[0]?.down ?? 0) + here.height / 2).sort((a, b) => a.across - b.across);
    return nearest[0]?.index ?? -1;
  }

  show() {
    this.current?.closest("[data-leaf]").scrollIntoView({ block: "nearest" });
  }

  enlarge() {
    if (!this.current) return;
    const dialog = document.createElement("dialog");
    dialog.className = "scan-large";
    dialog.append(Object.assign(document.createElement("p"), { className: "scan-large__where" }), document.createElement("div"));
    const close = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button govuk-button--secondary", textContent: words.close });
    close.addEventListener("click", () => dialog.close());
    dialog.append(close);
    dialog.addEventListener("close", () => { dialog.remove(); this.current?.focus(); });
    document.body.append(dialog);
    this.draw(dialog);
    dialog.showModal();
  }

  draw(dialog) {
    const leaf = this.current?.closest("[data-leaf]");
    const small = leaf?.querySelector("img");
    if (!small) return;
    const said = leaf.querySelector(".leaf__said").textContent.replace(/\s+/g, " ").trim();
    dialog.setAttribute("aria-label", said);
    dialog.firstChild.textContent = said;
    const picture = Object.assign(document.createElement("img"), { src: small.dataset.large, alt: said, className: `scan-large__picture scan-large__picture--${small.dataset.turn}` });
    const shown = dialog.querySelector("img");
    if (shown?.getAttribute("src") === small.dataset.large) shown.className = picture.className;
    else dialog.children[1].replaceChildren(picture);
  }
}

export function startScans() {
  const box = document.querySelector("[data-scan]");
  if (!box || box.dataset.started) return;
  box.dataset.started = "1";
  new Table(box);
}
