/** htmx for pages that use hx- attributes: add it in {% block scripts %}. Its settings stand in base.html's htmx-config. */
import htmx from "htmx.org/dist/htmx.esm.js";

window.htmx = htmx;
