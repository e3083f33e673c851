// Copies what an element with data-copy names, or its own text where it names nothing; with
// data-copy-from, the text at that address.
import { say } from "./texts.js";

const told = document.createElement("p");
told.className = "skip";
told.setAttribute("role", "status");
document.body.append(told);
for (const each of document.querySelectorAll("button[data-copy]")) each.hidden = false;

document.addEventListener("click", async (event) => {
  const target = event.target.closest("[data-copy], [data-copy-from]");
  if (!target || getSelection().toString()) return;
  try {
    await copy(target);
  } catch {
    return; // no permission, or no network: the text can still be selected
  }
  target.classList.add("copied");
  told.textContent = say("js.copy.copied");
  setTimeout(() => {
    target.classList.remove("copied");
    told.textContent = "";
  }, 1200);
});

function copy(target) {
  const { copy: text, copyFrom: address } = target.dataset;
  if (!address) return navigator.clipboard.writeText(text || target.textContent);
  // The promise of a text, rather than the text: a browser wants to hear of it within the click.
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": textAt(address) })]);
}

async function textAt(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  return new Blob([await answer.text()], { type: "text/plain" });
}
