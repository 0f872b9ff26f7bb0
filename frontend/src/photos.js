/** Our words over the browser's file boxes; photos chosen for a form that is sent whole are shown small. */
import { words } from "./words.js";

const LIMIT = 10 * 1024 * 1024;
const SHOWN = /^image\/(jpeg|png|webp)$/;

function preview(input, list, status) {
  for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
  const files = [...input.files];
  const large = files.filter((file) => file.size > LIMIT).map((file) => `${file.name}: ${words.tooLarge}`);
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

/** Our words over the browser's own, which speak the browser's language; the input itself lies above, untouched. */
function dress(input) {
  const box = document.createElement("div");
  box.className = "file-box";
  const face = document.createElement("span");
  face.className = "file-box__face";
  face.setAttribute("aria-hidden", "true");
  const what = input.hasAttribute("capture") ? words.takePhoto : input.multiple ? words.chooseFiles : words.chooseFile;
  const button = Object.assign(document.createElement("span"), { className: "file-box__button", textContent: what });
  const text = Object.assign(document.createElement("span"), { textContent: words.noFile });
  face.append(button, text);
  input.before(box);
  box.append(input, face);
  input.addEventListener("change", () => {
    text.textContent = input.files.length ? [...input.files].map((file) => file.name).join(", ") : words.noFile;
  });
  input.addEventListener("portal:emptied", () => { text.textContent = words.noFile });
  return box;
}

export function startPhotos() {
  for (const input of document.querySelectorAll('input[type="file"].govuk-file-upload')) {
    if (input.closest(".file-box")) continue;
    const box = dress(input);
    if (input.closest("[data-upload]")) continue;
    const list = document.createElement("ul");
    list.className = "photo-previews";
    const status = document.createElement("p");
    status.className = "saved";
    status.setAttribute("role", "status");
    box.after(status, list);
    input.addEventListener("change", () => preview(input, list, status));
  }
}
