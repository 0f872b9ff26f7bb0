/** A pad to draw a signature with finger, pen or mouse. Who cannot draw types a name: that box is always there. */
const INK = "#1b1a19";

function pad(group) {
  const frame = group.querySelector("[data-eform-pad]");
  const canvas = frame.querySelector("canvas");
  const kept = group.querySelector(".eform-signature__kept");
  const value = group.querySelector('input[type="hidden"]');
  const pen = canvas.getContext("2d");
  if (!pen || !window.PointerEvent) return;
  frame.hidden = false;
  Object.assign(pen, { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: INK });
  let drawing = false;
  // What was signed before stands in the pad, to be kept or drawn over.
  if (kept) {
    const show = () => { pen.drawImage(kept, 0, 0, canvas.width, canvas.height); kept.hidden = true };
    if (kept.complete) show(); else kept.addEventListener("load", show);
  }
  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  const set = (data) => {
    value.value = data;
    value.dispatchEvent(new Event("change", { bubbles: true }));
  };
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...point(event));
    pen.lineTo(...point(event));
    pen.stroke();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...point(event));
    pen.stroke();
  });
  const end = () => {
    if (drawing) set(canvas.toDataURL("image/png"));
    drawing = false;
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  frame.querySelector("button").addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    set("");
  });
}

export function startPads(scope) {
  for (const group of scope.querySelectorAll("[data-eform-signature]")) {
    if (group.querySelector("[data-eform-pad][hidden]")) pad(group);
  }
}
