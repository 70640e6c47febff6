import { start } from "./page/core/router.js";
import { applyPreferences } from "./page/parts/preferences.js";

applyPreferences();
start(document.getElementById("console"));
