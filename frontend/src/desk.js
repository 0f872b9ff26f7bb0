/** The script of the desk and the system's screens. */
import { startArrivals } from "./arrivals.js";
import { startAutosave } from "./autosave.js";
import { startBeat } from "./beat.js";
import { startBulk } from "./bulk.js";
import { startPhotos } from "./photos.js";
import { startQueue } from "./queue.js";
import { startScans } from "./scans.js";
import { start } from "./shared.js";

start(startScans, startQueue, startPhotos, startArrivals, startBulk, startBeat, startAutosave);
