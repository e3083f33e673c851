// Copies what an element with data-copy names, or its own text where it names nothing.
for (const each of document.querySelectorAll("button[data-copy]")) each.hidden = false;

document.addEventListener("click", async (event) => {
  const target = event.target.closest("[data-copy]");
  if (!target || getSelection().toString()) return;
  try {
    await navigator.clipboard.writeText(target.dataset.copy || target.textContent);
  } catch {
    return; // no permission: the text can still be selected
  }
  target.classList.add("copied");
  setTimeout(() => target.classList.remove("copied"), 1200);
});
