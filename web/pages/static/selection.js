// Sessions that are ticked: one by one, from one to another with Shift, or all of a page.
import { say } from "./texts.js";

const form = document.getElementById("selected");
const boxes = () => [...document.querySelectorAll(".sessions tbody input[name=session]")];
let anchor = null;

function tell() {
  const all = boxes();
  const ticked = all.filter((each) => each.checked);
  const every = document.querySelector(".sessions [data-all]");
  form.querySelector("output").value = say("js.list.selected", { n: ticked.length });
  form.querySelector("[value=compare]").disabled = ticked.length !== 2;
  if (!every) return;
  every.checked = all.length > 0 && ticked.length === all.length;
  every.indeterminate = ticked.length > 0 && !every.checked;
}

document.addEventListener("click", ({ target, shiftKey }) => {
  const all = boxes();
  if (target.matches("[data-all]")) for (const each of all) each.checked = target.checked;
  if (all.includes(target)) {
    if (shiftKey && all.includes(anchor)) {
      const [from, to] = [all.indexOf(anchor), all.indexOf(target)].sort((a, b) => a - b);
      for (const each of all.slice(from, to + 1)) each.checked = target.checked;
    }
    anchor = target;
  }
  tell();
});
document.addEventListener("htmx:after:swap", tell);
tell();
