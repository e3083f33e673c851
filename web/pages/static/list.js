// Looks for new sessions while somebody looks at the list, and goes through its rows by keyboard.
import { onKey } from "./keys.js";
import { localise } from "./times.js";

const EVERY_MS = document.querySelector(".chips") ? 10_000 : 5_000; // a filter looks at more
const list = () => document.getElementById("list");
const links = () => [...document.querySelectorAll(".sessions .what a")];
const form = document.querySelector(".filters");

// Asks only while the page is seen; the answer is empty where nothing has changed.
const look = () => document.hidden || list().dispatchEvent(new CustomEvent("look"));
setInterval(look, EVERY_MS);
document.addEventListener("visibilitychange", look);
document.addEventListener("htmx:after:swap", () => localise(list()));

// An address says only what is asked for.
form.addEventListener("formdata", ({ formData }) => {
  for (const name of new Set(formData.keys())) {
    const said = formData.getAll(name).filter(Boolean);
    formData.delete(name);
    for (const value of said) formData.append(name, value);
  }
});
form.addEventListener("change", ({ target }) => target.matches("form > select") && form.requestSubmit());

let last = 0;
const row = () => document.activeElement.closest(".sessions tbody tr") ?? links()[last]?.closest("tr");

function move(by) {
  const all = links();
  const now = all.indexOf(document.activeElement.closest("tr")?.querySelector(".what a"));
  last = Math.max(0, Math.min(all.length - 1, now < 0 ? last : now + by));
  all[last]?.focus();
}

onKey("j", "js.list.next", () => move(1));
onKey("k", "js.list.previous", () => move(-1));
onKey("Enter", "js.list.open", () => row()?.querySelector(".what a").click());
onKey("/", "js.list.search", () => form.elements.q.select());
onKey("s", "js.keys.star", () => row()?.querySelector(".star").click());
onKey("x", "js.list.select", () => row()?.querySelector("input").click());
