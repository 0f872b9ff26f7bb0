/** The script of the counter: e-forms at the desk, by keyboard. */
import { startAutosave } from "./autosave.js";
import { startCounter } from "./counter-keys.js";
import { startEforms } from "./eform.js";
import { startPicks } from "./pick.js";
import { start } from "./shared.js";

// The conditions of the e-form come before the autosave, which sends what they leave.
start(startPicks, startEforms, startAutosave, ...startCounter);
