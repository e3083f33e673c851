// A text as it is searched: without case, accents, vowel points, width and unseen characters.

// Accents, Hebrew and Arabic points, soft hyphens, and what steers writing without being seen.
const UNSEEN = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const LONGER = 1;

// What each UTF-16 unit becomes: 0 where nobody has asked yet, LONGER where it is not one unit.
const units = new Uint16Array(0x10000);
for (let unit = 2; unit < 0x80; unit++) units[unit] = String.fromCharCode(unit).toLowerCase().charCodeAt();
const others = new Map();

function learn(unit) {
  const character = String.fromCharCode(unit);
  const bare = character.normalize("NFKD").replace(UNSEEN, "").normalize("NFC").toLowerCase();
  const folded = bare.replace(UNSEEN, "");
  others.set(unit, folded);
  units[unit] = folded.length === 1 && unit > LONGER ? folded.charCodeAt() : LONGER;
}

export class FoldedText {
  constructor(text) {
    // Where the two texts part from one another: positions in the folded one, and in the text.
    this.at = [0];
    this.from = [0];
    let written = new Uint16Array(text.length + 64);
    let length = 0;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (!units[unit]) learn(unit);
      if (units[unit] !== LONGER) written[length++] = units[unit];
      else {
        const folded = others.get(unit);
        if (length + folded.length + text.length - index > written.length) written = grown(written);
        for (let each = 0; each < folded.length; each++) written[length++] = folded.charCodeAt(each);
        this.at.push(length);
        this.from.push(index + 1);
      }
    }
    this.text = new TextDecoder("utf-16le").decode(written.subarray(0, length));
  }

  // Where what stands at `at` comes from.
  origin(at) {
    let [low, high] = [0, this.at.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.at[middle] <= at) low = middle;
      else high = middle;
    }
    return this.from[low] + at - this.at[low];
  }
}

function grown(units) {
  const larger = new Uint16Array(units.length * 2);
  larger.set(units);
  return larger;
}
