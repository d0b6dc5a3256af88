import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { json, serve } from '../api/servers.js';
import { builtTool } from '../cli/built-tool.js';
import { type Ended, ended, start } from '../cli/run-tool.js';

// What another executable has inside shows nowhere.
const it = test.skipIf(process.env.RABBITCTL_BIN !== undefined);

let tool = '';
beforeAll(async () => {
  tool = await builtTool();
}, 120_000);

it('list_queues over HTTP loads no SSH', async () => {
  const server = await serve((_, response) =>
    json(response, [{ name: 'q', vhost: '/', type: 'classic', messages: 3 }]),
  );
  const run = await recorded(['--url', `http://127.0.0.1:${server.port}`, 'list_queues', '--quiet']);
  expect(run).toMatchObject({ stdout: 'name\tmessages\nq\t3\n', stderr: '', code: 0 });
  expect(run.files).toEqual(['compiled-script.js', 'list_queues.cjs', 'own-cache.js', 'rabbitctl.cjs', 'run.js']);
});

it('join_cluster over SSH loads ssh2', async () => {
  const server = await serve(() => {});
  await server.stop();
  const run = await recorded(['-n', 'rabbit@b', '--ssh', `ops@127.0.0.1:${server.port}`, 'join_cluster', 'rabbit@a']);
  expect(run).toMatchObject({ stdout: '', code: 69 });
  expect(run.files).toContain('ssh2.cjs');
});

/** Runs the built tool and tells which files it has loaded. */
async function recorded(argv: readonly string[]): Promise<Ended & { readonly files: readonly string[] }> {
  const file = join(mkdtempSync(join(tmpdir(), 'rabbitctl-loaded-')), 'modules');
  const recorder = pathToFileURL(join(import.meta.dirname, 'record-modules.mjs')).href;
  const run = await ended(start(process.execPath, ['--import', recorder, tool, ...argv], { LOADED_MODULES: file }));
  const found = readFileSync(file, 'utf8').trim().split('\n');
  return { ...run, files: [...new Set(found.map((path) => basename(path)))].toSorted() };
}
