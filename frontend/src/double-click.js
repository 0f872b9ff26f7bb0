/** A second press within three seconds sends nothing. The server's idempotency token is the real protection (F5). */
const PAUSE_MS = 3000;

export function startDoubleClickGuard() {
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.closest('[data-prevent-double-click="true"]')) return;
    const now = Date.now();
    if (now - (sent.get(event.target) || 0) < PAUSE_MS) event.preventDefault();
    else sent.set(event.target, now);
  });
  // A page that comes back from the browser's memory may be sent again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form").forEach((form) => sent.delete(form));
  });
}
