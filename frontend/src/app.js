/** The script of citizens' and public pages. */
import { startAutosave } from "./autosave.js";
import { startEforms } from "./eform.js";
import { startPhotos } from "./photos.js";
import { startPicks } from "./pick.js";
import { start } from "./shared.js";
import { startSuggestions } from "./suggest.js";
import { startUploads } from "./uploads.js";

start(startEforms, startAutosave, startUploads, startPhotos, startSuggestions, startPicks);
