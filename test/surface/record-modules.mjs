// node --import this: appends the name of every file that is loaded, by require() or compiled by itself, to the file named by
// LOADED_MODULES.

import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';

const scripts = [];
const { Script } = vm;
vm.Script = class extends Script {
  constructor(text, options) {
    super(text, options);
    scripts.push(options?.filename);
  }
};

const { cache } = createRequire(import.meta.url);
process.on('exit', () => {
  appendFileSync(process.env.LOADED_MODULES, `${[...scripts, ...Object.keys(cache)].join('\n')}\n`);
});
