// What the programs share that use a client's own API: each use is tried and told by itself.
export const traces = JSON.parse(process.env.TRACES ?? "[]");

// A picture of one dot.
export const picture = Buffer.from(
  "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02" +
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082",
  "hex",
);

// Use the API in one way; print what came of it as a line of JSON, return what it gave.
export const hold = async (feature, call, use) => {
  let given;
  let error = null;
  try {
    given = await use();
  } catch (trouble) {
    error = `${trouble.name}: ${trouble.message}`.slice(0, 500);
  }
  console.log(JSON.stringify({ feature, call, error }));
  return given;
};

export const same = (found, wanted) => {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${one} is not ${other}`);
  return found;
};

// Read until it is as wanted: a write is readable after a moment.
export const eventually = async (read, wanted) => {
  const until = Date.now() + 8000;
  for (;;) {
    try {
      const found = await read();
      if (wanted(found)) return found;
      if (Date.now() > until) throw new Error(`still ${JSON.stringify(found)?.slice(0, 300)}`);
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
