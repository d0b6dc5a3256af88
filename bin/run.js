#!/usr/bin/env node
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// Node 20 stays open for 60 ms while V8 optimises undici's WebAssembly parser for nothing (nodejs/node#36616).
if (process.versions.node.startsWith('20.')) setFlagsFromString('--wasm-tiering-budget=1000000000');

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [{ commandsOf }, { start }] = await Promise.all([
  import('../dist/cli/manifest.js'),
  import('../dist/cli/start.js'),
]);
await start(await commandsOf(root));
