'use strict';
const {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { join } = require('node:path');
const { crc32 } = require('node:zlib');

/**
 * Where what V8 compiled is kept: `$XDG_CACHE_HOME/rabbitctl/compiled`. It is run, so each directory from the home on is ours
 * and nobody else may write in it; else undefined, as with sudo, where files of root would be in the owner's way.
 */
function cacheDirectory() {
  const { NODE_DISABLE_COMPILE_CACHE, XDG_CACHE_HOME, HOME } = process.env;
  const home = XDG_CACHE_HOME || HOME;
  if (NODE_DISABLE_COMPILE_CACHE || !process.getuid || !home?.startsWith('/')) return undefined;
  try {
    if (!isOurs(statSync(home))) return undefined;
    let path = home;
    for (const name of [...(XDG_CACHE_HOME ? [] : ['.cache']), 'rabbitctl', 'compiled']) {
      path = join(path, name);
      // One by one: in /proc Node's recursive mkdir never returns.
      if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
      if (!isOurs(statSync(path))) return undefined;
    }
    return path;
  } catch {
    return undefined;
  }
}

/**
 * `{ commands, data }` as `writeOwn` left them, or undefined: no such file, somebody else's, or damaged. V8 looks at the
 * version and the flags only; of bytes that are not its own it dies, or runs them.
 */
function readOwn(file) {
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    const descriptor = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const found = fstatSync(descriptor);
      if (!found.isFile() || !isOurs(found)) return undefined;
      const bytes = readFileSync(descriptor);
      const end = bytes.indexOf('\n');
      const { commands, length, crc } = JSON.parse(bytes.toString('utf8', 0, end));
      const data = bytes.subarray(end + 1);
      return Array.isArray(commands) && data.length === length && crc32(data) === crc ? { commands, data } : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

/** A new file, on the disk when this returns: a rename that outlives a power cut its bytes do not would leave zeros. */
function writeOwn(file, commands, data) {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    const head = `${JSON.stringify({ commands, length: data.length, crc: crc32(data) })}\n`;
    writeFileSync(descriptor, Buffer.concat([Buffer.from(head), data]));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const isOurs = (found) => found.uid === process.getuid() && (found.mode & 0o022) === 0;

module.exports = { cacheDirectory, readOwn, writeOwn };
