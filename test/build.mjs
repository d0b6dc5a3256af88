// npm run build: TypeScript to dist/, and oclif's manifest from it.
import { rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from './child.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
rmSync(`${root}/dist`, { recursive: true, force: true });
rmSync(`${root}/oclif.manifest.json`, { force: true });
await command(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: root });

// The same manifest as `oclif manifest` writes, without loading its generator (1.5 s).
const { Config, Plugin } = await import('@oclif/core');
const plugin = new Plugin({
  root,
  type: 'core',
  ignoreManifest: true,
  errorOnManifestCreate: true,
  respectNoCacheDefault: true,
});
await Config.load({ root });
await plugin.load();
const manifest = await plugin.manifest;
writeFileSync(`${root}/oclif.manifest.json`, JSON.stringify(manifest));
process.stdout.write(`built ${Object.keys(manifest.commands).length} commands\n`);
