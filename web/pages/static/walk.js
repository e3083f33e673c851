// The next and the previous session of the list, by their keys.
import { onKey } from "./keys.js";

const go = (rel) => document.querySelector(`.walk a[rel=${rel}]`)?.click();

onKey("J", "js.judge.next", () => go("next"));
onKey("K", "js.judge.previous", () => go("prev"));
