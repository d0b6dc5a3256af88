import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTransport } from '../../src/api/transport.js';
import exportDefinitions from '../../src/commands/export_definitions.js';
import { NotOverHttp, Unavailable } from '../../src/errors.js';
import { api, serve } from '../api/servers.js';
import { runCommand } from './fakes.js';

const chunks = ['{"users":', '[]}'];
const flags = { format: 'json' };
let place = '';
let file = '';
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'rabbitctl-definitions-'));
  file = join(place, 'backup.json');
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

it('writes the whole file, for nobody else to read', async () => {
  const { error } = await runCommand(exportDefinitions, {
    args: { file },
    flags,
    answers: { 'GET definitions': chunks },
  });
  expect(error).toBeUndefined();
  expect(readFileSync(file, 'utf8')).toBe('{"users":[]}');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(place)).toEqual(['backup.json']);
});

it('keeps the old file when the export breaks off, and leaves nothing else behind', async () => {
  writeFileSync(file, 'the old one');
  const answers = { 'GET definitions': ['{"users":', new Unavailable('cut short')] };
  const { error } = await runCommand(exportDefinitions, { args: { file }, flags, answers });
  expect(error).toMatchObject({ message: 'cut short', exitCode: 69 });
  expect(readFileSync(file, 'utf8')).toBe('the old one');
  expect(readdirSync(place)).toEqual(['backup.json']);
});

it.each<[string, string, (response: ServerResponse) => unknown]>([
  ['the page of a proxy', 'not-json', (response) => response.end('<html>Sign in</html>')],
  ['nothing', 'not-json', (response) => response.end()],
  [
    'a line that breaks',
    'cut',
    (response) => response.write('{"users":[{}', () => setTimeout(() => response.destroy(), 20)),
  ],
  ['a body that a proxy ends too early', 'cut', (response) => response.write('{"users":[{}', () => response.end())],
  [
    'half a body of its full length',
    'cut',
    (response) => response.writeHead(200, { 'content-length': 12 }).end('{"users":[{}'),
  ],
])('keeps the old file for %s', async (_what, why, answer) => {
  writeFileSync(file, 'the old one');
  const { port } = await serve((_request, response) => answer(response));
  const cluster = { api: api(openTransport, { url: `http://127.0.0.1:${port}` }) };
  const run = (where: string) => exportDefinitions.definition.run({ cluster, args: { file: where }, flags } as never);
  await expect(run(file)).rejects.toMatchObject({ why, exitCode: 69 });
  expect(readFileSync(file, 'utf8')).toBe('the old one');
  expect(readdirSync(place)).toEqual(['backup.json']);
  const shown: Uint8Array[] = [];
  const result = await run('-');
  const reading = (async () => {
    if (result?.kind === 'bytes') for await (const chunk of result.chunks) shown.push(chunk);
  })();
  await expect(reading).rejects.toMatchObject({ why });
  expect(shown).toHaveLength(why === 'cut' ? 1 : 0);
});

it('a directory that is not there is 65', async () => {
  const given = { args: { file: join(place, 'none/backup.json') }, flags, answers: { 'GET definitions': chunks } };
  expect((await runCommand(exportDefinitions, given)).error).toMatchObject({ exitCode: 65 });
});

it('- is stdout, as it comes', async () => {
  const given = { args: { file: '-' }, flags, answers: { 'GET definitions': chunks } };
  const { result } = await runCommand(exportDefinitions, given);
  const parts: string[] = [];
  if (result?.kind === 'bytes') for await (const chunk of result.chunks) parts.push(Buffer.from(chunk).toString());
  expect(parts).toEqual(chunks);
});

it('the Erlang format is the node’s own tool’s: it writes to its stdout, and the file is ours', async () => {
  const erlang = { format: 'erlang' };
  expect((await runCommand(exportDefinitions, { args: { file }, flags: erlang })).error).toBeInstanceOf(NotOverHttp);
  const asked: unknown[] = [];
  const own = (code: number) =>
    exportDefinitions.definition.ownTool?.({
      args: { file },
      flags: erlang,
      ownTool: (options: unknown) => {
        asked.push(options);
        return {
          kind: 'passed',
          start: async (sink: (stream: string, chunk: Uint8Array) => unknown) => {
            await sink('stdout', Buffer.from('term'));
            return code;
          },
        };
      },
    } as never);
  const good = own(0);
  expect(good?.kind === 'passed' && (await good.start(() => {}))).toBe(0);
  expect(asked).toEqual([{ forward: ['--format', 'erlang', '-'] }]);
  expect(readFileSync(file, 'utf8')).toBe('term');
  writeFileSync(file, 'the old one');
  const bad = own(70);
  await expect(bad?.kind === 'passed' && bad.start(() => {})).rejects.toMatchObject({ exitCode: 70 });
  expect(readFileSync(file, 'utf8')).toBe('the old one');
});

it('follows a link, and writes into what is no file', async () => {
  writeFileSync(join(place, 'real.json'), 'the old one');
  symlinkSync('real.json', file);
  const given = { flags, answers: { 'GET definitions': chunks } };
  await runCommand(exportDefinitions, { ...given, args: { file } });
  expect([lstatSync(file).isSymbolicLink(), readFileSync(file, 'utf8')]).toEqual([true, '{"users":[]}']);
  await runCommand(exportDefinitions, { ...given, args: { file: '/dev/null' } });
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});
