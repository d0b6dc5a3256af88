#!/usr/bin/env -S node --import tsx
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [{ sourcesOf }, { start }] = await Promise.all([import('../test/sources.ts'), import('../src/cli/start.ts')]);
await start(await sourcesOf(root));
