/** What both scripts start. Everything here improves a page that already works without it. */
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { startCopying } from "./copy.js";
import { startDoubleClickGuard } from "./double-click.js";
import { startPreferences } from "./preferences.js";
import { startSessionWarning } from "./session.js";

const COMPONENTS = { "govuk-button": Button, "govuk-error-summary": ErrorSummary, "govuk-notification-banner": NotificationBanner, "govuk-skip-link": SkipLink };

function startComponents() {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  for (const [name, Component] of Object.entries(COMPONENTS)) {
    for (const element of document.querySelectorAll(`[data-module="${name}"]`)) {
      try {
        new Component(element);
      } catch {
        // One broken element must not stop the rest; the page works without the script.
      }
    }
  }
}

function run(parts) {
  for (const part of parts) {
    try {
      part();
    } catch (error) {
      console.error(error);
    }
  }
}

/** The skip link leaves its # in the address; a form sent from there would come back with it, and the browser would take the
 * focus away from the error summary to go to the #. */
function forgetSkipLink() {
  const skip = document.querySelector(".govuk-skip-link");
  addEventListener("hashchange", () => {
    if (skip && location.hash === skip.hash) history.replaceState(history.state, "", location.pathname + location.search);
  });
}

/** Start each part; one that fails leaves the others running. `parts` also run again when the main part was replaced. */
export function start(...parts) {
  run([startComponents, forgetSkipLink, startPreferences, startCopying, startDoubleClickGuard, startSessionWarning, ...parts]);
  document.addEventListener("portal:replaced", () => run([startComponents, ...parts]));
}
