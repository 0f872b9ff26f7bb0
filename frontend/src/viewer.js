/** Draws a PDF page by page and what officials marked on it; pointing at the page fills in a mark's place. */
import { GlobalWorkerOptions, getDocument } from "pdfjs-dist/build/pdf.min.mjs";

const WHOLE = 1000;
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const SVG = "http://www.w3.org/2000/svg";

class Viewer {
  constructor(box) {
    this.box = box;
    this.stage = box.querySelector("[data-viewer-page]");
    this.where = box.querySelector("[data-viewer-where]");
    this.form = document.querySelector(".mark-form");
    this.marks = [...document.querySelectorAll("[data-mark]")];
    this.page = Number(box.dataset.page);
    this.zoom = ZOOMS.indexOf(1);
    this.turned = 0;
  }

  async open() {
    GlobalWorkerOptions.workerSrc = this.box.dataset.worker;
    this.file = await getDocument({ url: this.box.dataset.viewer, isEvalSupported: false, enableXfa: false }).promise;
    for (const part of ["tools", "page"]) this.box.querySelector(`[data-viewer-${part}]`).hidden = false;
    const hint = document.querySelector("[data-viewer-hint]");
    if (hint) hint.hidden = false;
    this.listen();
    await this.show(this.page);
  }

  listen() {
    for (const button of this.box.querySelectorAll("[data-viewer-go]")) button.addEventListener("click", () => this.show(this.page + Number(button.dataset.viewerGo)));
    for (const button of this.box.querySelectorAll("[data-viewer-zoom]")) {
      button.addEventListener("click", () => {
        this.zoom = Math.min(Math.max(this.zoom + Number(button.dataset.viewerZoom), 0), ZOOMS.length - 1);
        this.show(this.page);
      });
    }
    this.box.querySelector("[data-viewer-turn]").addEventListener("click", () => {
      this.turned = (this.turned + 90) % 360;
      this.show(this.page);
    });
    for (const mark of this.marks) {
      mark.querySelector("[data-mark-page]").addEventListener("click", (event) => {
        event.preventDefault();
        this.show(Number(mark.dataset.page)).then(() => this.stage.scrollIntoView({ block: "nearest" }));
      });
    }
    // A page named by hand is a place named by words again.
    for (const field of this.form?.querySelectorAll("[name=page], [name=place]") || []) field.addEventListener("change", () => this.forget());
  }

  async show(number) {
    this.page = Math.min(Math.max(number, 1), this.file.numPages);
    const page = await this.file.getPage(this.page);
    const upright = page.getViewport({ scale: 1, rotation: (page.rotate + this.turned) % 360 });
    const fit = Math.max(this.stage.clientWidth, 280) / upright.width;
    const scale = fit * ZOOMS[this.zoom];
    const view = page.getViewport({ scale: scale * Math.min(window.devicePixelRatio || 1, 2), rotation: (page.rotate + this.turned) % 360 });
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(view.width), height: Math.round(view.height) });
    canvas.className = `viewer__sheet viewer__sheet--${ZOOMS[this.zoom] * 100}`;
    await page.render({ canvas, canvasContext: canvas.getContext("2d"), viewport: view }).promise;
    const words = this.where.dataset.viewerWhere.replace("{page}", this.page).replace("{pages}", this.file.numPages);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", words);
    const sheet = document.createElement("div");
    sheet.className = canvas.className.replaceAll("sheet", "paper");
    sheet.append(canvas, this.overlay());
    this.stage.replaceChildren(sheet);
    this.where.textContent = words;
    if (this.form && !this.form.elements.x.value) this.form.elements.page.value = this.page;
  }

  overlay() {
    const layer = document.createElementNS(SVG, "svg");
    layer.setAttribute("class", "viewer__marks");
    layer.setAttribute("aria-hidden", "true");
    for (const [index, mark] of this.marks.entries()) {
      if (Number(mark.dataset.page) === this.page) layer.append(this.dot(Number(mark.dataset.x), Number(mark.dataset.y), index + 1));
    }
    layer.addEventListener("click", (event) => this.point(event, layer));
    return layer;
  }

  dot(x, y, number) {
    const [left, top] = this.seen(x, y);
    const group = document.createElementNS(SVG, "svg");
    group.setAttribute("x", `${left / 10}%`);
    group.setAttribute("y", `${top / 10}%`);
    group.setAttribute("overflow", "visible");
    group.setAttribute("class", "viewer__mark");
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("r", "13");
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("text-anchor", "middle");
    text.setAttribute("dy", ".35em");
    text.textContent = number || "+";
    group.append(circle, text);
    return group;
  }

  /** A place of the upright page as it is seen now, and back. */
  seen(x, y) {
    return { 0: [x, y], 90: [WHOLE - y, x], 180: [WHOLE - x, WHOLE - y], 270: [y, WHOLE - x] }[this.turned];
  }

  upright(x, y) {
    return { 0: [x, y], 90: [y, WHOLE - x], 180: [WHOLE - x, WHOLE - y], 270: [WHOLE - y, x] }[this.turned];
  }

  point(event, layer) {
    if (!this.form) return;
    const box = layer.getBoundingClientRect();
    const at = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map((part) => Math.round(part * WHOLE));
    const [x, y] = this.upright(...at);
    const { elements } = this.form;
    elements.x.value = x;
    elements.y.value = y;
    elements.page.value = this.page;
    elements.place.value = [x, y].map((part) => [167, 500, 833][Math.min(Math.floor((part * 3) / WHOLE), 2)]).join(":");
    layer.querySelector(".viewer__mark--new")?.remove();
    const dot = this.dot(x, y, 0);
    dot.classList.add("viewer__mark--new");
    layer.append(dot);
    elements.text.focus();
  }

  forget() {
    this.form.elements.x.value = "";
    this.form.elements.y.value = "";
    this.stage.querySelector(".viewer__mark--new")?.remove();
  }
}

for (const box of document.querySelectorAll("[data-viewer]")) {
  new Viewer(box).open().catch(() => {
    box.querySelector("[data-viewer-failed]").hidden = false;
    box.querySelector("[data-viewer-tools]").hidden = true;
  });
}
