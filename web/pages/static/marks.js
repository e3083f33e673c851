// What is done with the session that is read: `s` stars it, `p` publishes it.
import { onKey } from "./keys.js";

for (const [key, text, selector] of [
  ["s", "js.keys.star", ".top .star"],
  ["p", "js.keys.publish", "[popovertarget=publish]"],
]) onKey(key, text, () => document.querySelector(selector)?.click());
