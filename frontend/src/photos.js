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
    // What the server answers is the page: the list of received files, or the form with its error.
    request.addEventListener("load", () => {
      if (request.status === 200 && request.responseURL) location.assign(request.responseURL);
      else form.submit();
    });
    request.addEventListener("error", () => { status.textContent = words.notSaved; });
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}

export function startPhotos() {
  for (const input of document.querySelectorAll('input[type="file"].govuk-file-upload')) {
    const list = document.createElement("ul");
    list.className = "photo-previews";
    const status = document.createElement("p");
    status.className = "saved";
    status.setAttribute("role", "status");
    input.after(status, list);
    input.addEventListener("change", () => preview(input, list, status));
    if (input.form?.classList.contains("upload")) showProgress(input.form, status);
  }
}
