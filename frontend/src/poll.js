/** Asks an address now and then while the page is seen. The header says that nobody is working: it keeps no session alive. */
const FIRST = 2;

/** Call `take` with the JSON of `address` every `seconds`; after a failure less and less often. Returns what stops it. */
export function poll(address, seconds, take) {
  let wait = seconds;
  let timer;
  const ask = async () => {
    try {
      if (document.visibilityState === "visible") {
        const answer = await fetch(address, { headers: { "Portal-Background": "1", Accept: "application/json" }, redirect: "error" });
        if (!answer.ok) throw new Error(String(answer.status));
        take(await answer.json());
        wait = seconds;
      }
    } catch {
      wait = Math.min(wait * FIRST, 600);
    }
    timer = setTimeout(ask, wait * 1000);
  };
  timer = setTimeout(ask, wait * 1000);
  return () => clearTimeout(timer);
}
