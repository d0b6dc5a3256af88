// npm run man: dist/man/*.1, made from the declarations. After `npm run build`, which makes dist/ anew.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourcesOf } from '../sources.js';
import { manPages } from './man-pages.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const pages = await manPages(await sourcesOf(root));
await rm(`${root}/dist/man`, { recursive: true, force: true });
await mkdir(`${root}/dist/man`, { recursive: true });
for (const [name, roff] of pages) await writeFile(`${root}/dist/man/${name}`, roff);
process.stdout.write(`wrote ${pages.size} manual pages\n`);
