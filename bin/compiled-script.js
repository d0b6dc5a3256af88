'use strict';
const { readFileSync, readdirSync, renameSync, rmSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { Script } = require('node:vm');
const { cacheDirectory, readOwn, writeOwn } = require('./own-cache.js');

/** What the commands in it need is found compiled; one that came late would make all others read more. */
const mostCommands = 16;

/**
 * A file of CommonJS, compiled by V8 or taken from what V8 kept of an earlier run, in $XDG_CACHE_HOME/rabbitctl/compiled/.
 * Whatever is wrong with that (another version of Node, no home, a full disk, damaged bytes) only costs the time to compile.
 */
class CompiledScript {
  #file;
  #source;
  #kept;
  #script;
  /** The commands whose functions are among what was kept. */
  #commands = [];

  /**
   * The file's first line is `//` and a hash of the rest, for V8 tells sources apart by their length alone. One without it is
   * so short that it is not kept.
   */
  constructor(file) {
    this.#file = file;
    // Its bytes are ASCII: no need to look for UTF-8 in a megabyte.
    this.#source = readFileSync(file, 'latin1');
    const cachedData = this.#read();
    const text = `(function (exports, require, module, __filename, __dirname) {${this.#source}\n})`;
    this.#script = new Script(text, { filename: file, cachedData });
    if (this.#script.cachedDataRejected) this.#commands = [];
  }

  /** What the file exports. */
  run(require) {
    const module = { exports: {} };
    this.#script
      .runInThisContext()
      .call(module.exports, module.exports, require, module, this.#file, dirname(this.#file));
    return module.exports;
  }

  /** Keeps what is compiled by now for the next run of this command, unless it was. */
  keep(command) {
    if (this.#kept === undefined || this.#commands.includes(command) || this.#commands.length >= mostCommands) return;
    const draft = `${this.#kept}.${process.pid}-${Date.now().toString(36)}`;
    try {
      try {
        writeOwn(draft, [...this.#commands, command], this.#script.createCachedData());
        renameSync(draft, this.#kept);
      } catch (error) {
        // On a full disk each run would leave another.
        rmSync(draft, { force: true });
        throw error;
      }
      if (this.#commands.length === 0) this.#forgetOthers(dirname(this.#kept));
    } catch {
      // The next run compiles, as this one did.
    }
  }

  #read() {
    const [, hash] = /^\/\/([\da-f]{16})\n/.exec(this.#source) ?? [];
    const place = hash === undefined ? undefined : cacheDirectory();
    if (place === undefined) return undefined;
    this.#kept = join(place, `${basename(this.#file)}-${process.version}-${process.arch}-${hash}`);
    const { commands = [], data } = readOwn(this.#kept) ?? {};
    this.#commands = commands;
    return data;
  }

  /** Of earlier builds, for this version of Node. */
  #forgetOthers(directory) {
    const name = basename(this.#kept);
    const others = readdirSync(directory).filter((other) => other.startsWith(name.slice(0, -16)) && other !== name);
    for (const other of others) rmSync(join(directory, other), { force: true });
  }
}

module.exports = { CompiledScript };
