// Let this process look up and connect to nothing but this machine, and say what it tried.
"use strict";
const dns = require("node:dns");
const net = require("node:net");

const here = (host) => !host || host === "localhost" || host === "::1" || /^127\./.test(host);
const refuse = (what, host) => {
  process.stderr.write(`OUTSIDE ${what} ${host}\n`);
  return new Error(`${host} is not this machine`);
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...parts) {
  const given = Array.isArray(parts[0]) ? parts[0][0] : parts[0];
  const host = typeof given === "object" && given !== null ? given.host : parts[1];
  if (typeof host === "string" && !here(host)) {
    process.nextTick(() => this.destroy(refuse("connect", host)));
    return this;
  }
  return connect.apply(this, parts);
};
const lookup = dns.lookup;
dns.lookup = (host, ...rest) => {
  if (here(host)) return lookup(host, ...rest);
  process.nextTick(rest.at(-1), refuse("lookup", host));
};
