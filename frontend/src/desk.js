/** The script of the desk and the system's screens. */
import { startPhotos } from "./photos.js";
import { startQueue } from "./queue.js";
import { start } from "./shared.js";

start(startQueue, startPhotos);
