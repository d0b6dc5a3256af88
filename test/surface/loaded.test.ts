import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { json, serve } from '../api/servers.js';
import { builtTool } from '../cli/built-tool.js';
import { type Ended, ended, start } from '../cli/run-tool.js';

let tool = '';
beforeAll(async () => {
  tool = await builtTool();
}, 120_000);

it('list_queues over HTTP loads undici, but no SSH', async () => {
  const server = await serve((_, response) =>
    json(response, [{ name: 'q', vhost: '/', type: 'classic', messages: 3 }]),
  );
  const run = await recorded(['--url', `http://127.0.0.1:${server.port}`, 'list_queues', '--quiet']);
  expect(run).toMatchObject({ stdout: 'name\tmessages\nq\t3\n', stderr: '', code: 0 });
  expect(run.packages).toContain('undici');
  expect(run.packages).not.toContain('ssh2');
  for (const name of ['cli-table3', 'chalk', 'smol-toml']) expect(run.packages).not.toContain(name);
});

it('join_cluster over SSH loads ssh2, but no HTTP client', async () => {
  const server = await serve(() => {});
  await server.stop();
  const run = await recorded(['-n', 'rabbit@b', '--ssh', `ops@127.0.0.1:${server.port}`, 'join_cluster', 'rabbit@a']);
  expect(run).toMatchObject({ stdout: '', code: 69 });
  expect(run.packages).toContain('ssh2');
  expect(run.packages).not.toContain('undici');
});

/** Runs the built tool and tells which packages it has loaded. */
async function recorded(argv: readonly string[]): Promise<Ended & { readonly packages: readonly string[] }> {
  const file = join(mkdtempSync(join(tmpdir(), 'rabbitctl-loaded-')), 'modules');
  const recorder = pathToFileURL(join(import.meta.dirname, 'record-modules.mjs')).href;
  const run = await ended(start(process.execPath, ['--import', recorder, tool, ...argv], { LOADED_MODULES: file }));
  const found = [...readFileSync(file, 'utf8').matchAll(/node_modules\/((?:@[^/]+\/)?[^/\n]+)/g)];
  return { ...run, packages: [...new Set(found.map((match) => match[1] ?? ''))] };
}
