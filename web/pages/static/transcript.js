// Copies the conversation as text for a model: all of it, or the turns that the address names (#t6, #t5-8).
import { onKey } from "./keys.js";
import { say } from "./texts.js";

const TURNS = /^#t(\d+(?:-\d+)?)/;
const SHOWN_MS = 6000;
const all = document.querySelector("a[data-transcript]");
const menu = all?.closest("[popover]");
const notice = made("output", { className: "quiet" });

const chosen = () => TURNS.exec(location.hash)?.[1];
const address = (turns) => all.href + (turns ? `&turns=${turns}` : "");

async function copy(url) {
  menu.hidePopover();
  const text = read(url);
  try {
    await write(text);
    tell(say("js.export.copied", { n: (await text).length }));
  } catch {
    await text.then(show, () => tell(say("js.export.failed")));
  }
}

async function read(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

// The clipboard is given a promise: some browsers only let it be written in the moment of the click.
function write(text) {
  const blob = text.then((found) => new Blob([found], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

function tell(words) {
  notice.textContent = words;
  setTimeout(() => notice.textContent === words && (notice.textContent = ""), SHOWN_MS);
}

// Where the clipboard is refused, the text is there to be copied by hand.
function show(text) {
  const dialog = made("dialog", { className: "sheet transcript" });
  const title = made("h2", { textContent: say("js.export.refused"), id: "transcript" });
  const field = made("textarea", { value: text, readOnly: true, rows: 20, dir: "auto" });
  const close = made("button", { textContent: say("js.export.close"), type: "button" });
  for (const each of [dialog, field]) each.setAttribute("aria-labelledby", title.id);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(title, field, close);
  document.body.append(dialog);
  dialog.showModal();
  field.select();
  field.scrollTop = 0;
}

// The menu offers the turns of the address too, while it names some.
function offer() {
  menu.querySelector("a[data-turns]")?.remove();
  const turns = chosen();
  if (!turns) return;
  const some = all.cloneNode();
  some.href = address(turns);
  some.dataset.turns = turns;
  some.textContent = say("js.export.copy_turns", { turns });
  all.before(some);
}

function made(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

if (all) {
  document.querySelector("div.bar")?.append(notice);
  menu.addEventListener("beforetoggle", offer);
  menu.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-transcript]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    copy(link.href);
  });
  onKey("y", "js.export.copy", () => copy(address(chosen())));
}
