// node --import this: appends the URL of every module that is loaded to the file named by LOADED_MODULES.

import { appendFileSync } from 'node:fs';
import { register } from 'node:module';

register('./record-modules-hook.mjs', import.meta.url);

// What CommonJS requires of itself passes no hook.
const { createRequire } = await import('node:module');
const { cache } = createRequire(import.meta.url);
process.on('exit', () => appendFileSync(process.env.LOADED_MODULES, `${Object.keys(cache).join('\n')}\n`));
