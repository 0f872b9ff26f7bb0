/** Chosen photos are shown small, files too large are named before they are sent, and sending shows how far it is. */
import { words } from "./words.js";

const LIMIT = 10 * 1024 * 1024;
const SHOWN = /^image\/(jpeg|png|webp)$/;

function preview(input, list, status) {
  for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
  const files = [...input.files];
  const large = files.filter((file) => file.size > LIMIT).map((file) => words.tooLarge(file.name));
  status.textContent = files.length ? [words.chosen(files.length), ...large].join(". ") : "";
  list.replaceChildren(
    ...files.filter((file) => SHOWN.test(file.type)).map((file) => {
      const item = document.createElement("li");
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = "";
      item.append(image, file.name);
      return item;
    }),
  );
}

/** What the server answers is the page: the list of received files, or the same page with its error. Nothing is sent twice. */
function show(request) {
  if (request.status === 200) return location.assign(request.responseURL);
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = page.querySelector("main");
  if (!main) return location.reload();
  document.title = page.title;
  document.querySelector("main").replaceWith(main);
  document.dispatchEvent(new CustomEvent("portal:replaced"));
}

/** Our words over the browser's own, which speak the browser's language; the input itself lies above, untouched. */
function dress(input) {
  const box = document.createElement("div");
  box.className = "file-box";
  const face = document.createElement("span");
  face.className = "file-box__face";
  face.setAttribute("aria-hidden", "true");
  const button = Object.assign(document.createElement("span"), { className: "file-box__button", textContent: input.multiple ? words.chooseFiles : words.chooseFile });
  const text = Object.assign(document.createElement("span"), { textContent: words.noFile });
  face.append(button, text);
  input.before(box);
  box.append(input, face);
  input.addEventListener("change", () => {
    text.textContent = input.files.length ? [...input.files].map((file) => file.name).join(", ") : words.noFile;
  });
  return box;
}

function showProgress(form, status) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.submitter?.name || !window.XMLHttpRequest) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    let told = -1;
    request.upload.addEventListener("progress", (progress) => {
      const percent = Math.floor((progress.loaded / progress.total) * 10) * 10;
      if (progress.lengthComputable && percent !== told) status.textContent = words.uploading((told = percent));
    });
    request.addEventListener("load", () => show(request));
    request.addEventListener("error", () => { status.textContent = words.notSaved; });
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}

export function startPhotos() {
  for (const input of document.querySelectorAll('input[type="file"].govuk-file-upload')) {
    if (input.closest(".file-box")) continue;
    const box = dress(input);
    const list = document.createElement("ul");
    list.className = "photo-previews";
    const status = document.createElement("p");
    status.className = "saved";
    status.setAttribute("role", "status");
    box.after(status, list);
    input.addEventListener("change", () => preview(input, list, status));
    if (input.form?.classList.contains("upload")) showProgress(input.form, status);
  }
}
