// Three clocks of a session, in milliseconds: when things happened, when they are played, and
// where they stand on the ribbon (0 to 100). Nothing here knows the page.

const PAUSE_MS = 800;

// Takes [{ offset, duration }] in reading order; what has no offset follows its neighbour.
export function buildTimeline(beats, bars = []) {
  const placed = place(beats);
  const played = playedPoints(placed);
  const drawn = drawnPoints(placed, bars);
  const last = played.at(-1);
  return {
    placed,
    end: last[0],
    length: last[1],
    toPlayed: line(played),
    toSession: line(played.map(swapped)),
    toRibbon: line(drawn),
    fromRibbon: line(drawn.map(swapped)),
  };
}

// Time as the page writes it: 0:07, 12:40, 1:02:03.
export function clock(ms) {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (number) => String(number).padStart(2, "0");
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

// The milliseconds of `1:23`, `1:02:03` or `83`; NaN of anything else.
export function parseClock(text) {
  if (!/^\d{1,7}(:\d{1,2}){0,2}(\.\d{1,3})?$/.test(text)) return NaN;
  return text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
}

function place(beats) {
  let until = 0;
  return beats.map(({ offset, duration }) => {
    const start = Number.isFinite(offset) ? Math.max(0, offset) : until;
    const end = start + Math.max(0, duration || 0);
    until = Math.max(until, end);
    return { start, end };
  });
}

// A time in which nothing ran passes in less than a second, however long it was.
function playedPoints(placed) {
  const points = [[0, 0]];
  for (const { start, end } of [...placed].sort((a, b) => a.start - b.start)) {
    const [until, played] = points.at(-1);
    const begin = Math.max(start, until);
    const later = played + Math.min(begin - until, PAUSE_MS);
    points.push([begin, later], [Math.max(end, begin), later + Math.max(0, end - begin)]);
  }
  return points;
}

function drawnPoints(placed, bars) {
  const ends = placed.flatMap(({ start, end }, index) => {
    const bar = bars[index];
    return bar ? [[start, bar.x], [end, bar.x + bar.width]] : [];
  });
  let furthest = 0;
  const points = ends.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return points.map(([ms, x]) => [ms, (furthest = Math.max(furthest, Math.min(100, x)))]);
}

const swapped = ([a, b]) => [b, a];

// The line through points whose first numbers never fall; flat beyond its ends.
function line(points) {
  return (a) => {
    let [low, high] = [0, points.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (points[middle][0] <= a) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return points[0]?.[1] ?? 0;
    const [from, to] = [points[low - 1], points[low]];
    if (!to) return from[1];
    return from[1] + ((a - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
  };
}
