// Shows every <time> in the reader's own zone; UTC stays in its title, and is there without us.
const today = new Date().toDateString();
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

export function localise(root) {
  for (const time of root.querySelectorAll("time[datetime]:not([title])")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    time.title = time.textContent;
    const when = at.toDateString() === today ? "today" : day.format(at);
    time.textContent = `${when}, ${clock.format(at)}`;
  }
}

localise(document);
