import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { appendScript, hasScript, putScript } from '../../../src/upgrade/backup/put-data-scripts.js';

/** The scripts themselves, with a systemd and a list of processes that say what the test wants. */
let [place, home, archive, sum] = ['', '', Buffer.alloc(0), ''];
const short = () => sum.slice(0, 16);
const program = (name: string, text: string) => {
  writeFileSync(join(place, 'bin', name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(place, 'bin', name), 0o755);
};
const run = (script: string, words: readonly string[], input?: Buffer) =>
  spawnSync('sh', ['-c', script, 'rabbitctl', home, ...words], {
    env: { ...process.env, PATH: `${join(place, 'bin')}:${process.env.PATH}` },
    ...(input !== undefined && { input }),
  });
const put = () => run(putScript, [short(), sum]);
const send = () => expect(run(appendScript, [short(), '0'], archive).status).toBe(0);
const inside = (directory: string) => readFileSync(join(home, directory, 'data'), 'utf8');

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'rabbitctl-put-'));
  home = join(place, 'home');
  for (const directory of ['bin', 'home/mnesia', 'then/var/lib/rabbitmq/mnesia'])
    mkdirSync(join(place, directory), { recursive: true });
  writeFileSync(join(home, 'mnesia/data'), 'today');
  writeFileSync(join(place, 'then/var/lib/rabbitmq/mnesia/data'), 'then');
  archive = execFileSync('tar', ['-C', join(place, 'then'), '-czf', '-', 'var']);
  sum = createHash('sha256').update(archive).digest('hex');
  program('systemctl', `echo "$*" >> ${place}/asked; echo inactive`);
  program('pgrep', 'exit 1');
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

it('puts it in the place of what is there, which is kept; nothing else is left, and its service can be started', () => {
  send();
  expect(put().status).toBe(0);
  expect([inside('mnesia'), inside(`rabbitctl-${short()}.before-1`)]).toEqual(['then', 'today']);
  expect(readdirSync(home).toSorted()).toEqual(['mnesia', `rabbitctl-${short()}.before-1`, 'rabbitctl-restore.lock']);
  expect(run(hasScript, [sum]).status).toBe(0);
  expect(readFileSync(join(place, 'asked'), 'utf8').trim().split('\n').at(-1)).toContain('unmask --runtime');
});

it('done again later, it keeps what came since, too', () => {
  send();
  put();
  writeFileSync(join(home, 'mnesia/data'), 'since');
  send();
  expect(put().status).toBe(0);
  expect([1, 2].map((count) => inside(`rabbitctl-${short()}.before-${count}`))).toEqual(['today', 'since']);
});

it('goes on with one that ended between the two moves', () => {
  send();
  execFileSync('mv', [join(home, 'mnesia'), join(home, `rabbitctl-${short()}.before-1`)]);
  expect(put().status).toBe(0);
  expect([inside('mnesia'), inside(`rabbitctl-${short()}.before-1`)]).toEqual(['then', 'today']);
});

it.each([
  ['the service runs', () => program('systemctl', 'echo active')],
  ['the service is being started', () => program('systemctl', 'echo activating')],
  ['a broker runs without it', () => program('pgrep', 'exit 0')],
])('moves nothing where %s', (_, given) => {
  given();
  send();
  const { status, stderr } = put();
  expect({ status, said: stderr.toString() }).toMatchObject({
    status: 69,
    said: expect.stringContaining('was started'),
  });
  expect([inside('mnesia'), existsSync(join(home, `rabbitctl-${short()}.before-1`))]).toEqual(['today', false]);
});

it('sends anew what arrived otherwise', () => {
  run(appendScript, [short(), '0'], Buffer.from('other'));
  expect(put().status).toBe(1);
  expect([inside('mnesia'), existsSync(join(home, `rabbitctl-${short()}.tar.gz`))]).toEqual(['today', false]);
});
