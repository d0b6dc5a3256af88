import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { programArgv } from '../program.js';
import { record } from '../watch/records.js';
import { broker } from './broker.js';
import { builtTool } from './built-tool.js';
import { ended, runTool, start, startTool } from './run-tool.js';

let tool = '';
beforeAll(async () => {
  tool = await builtTool();
}, 120_000);

/** A shell line in which `rabbitctl` is the built tool. */
const shell = (line: string, url: string) => {
  const program = programArgv([], tool).map((word) => `"${word}"`);
  return ended(start('bash', ['-c', `rabbitctl() { ${program.join(' ')} --url "${url}" --api-only "$@"; }\n${line}`]));
};

describe('in a shell', () => {
  it('| head -1 of 10,000 rows ends quietly', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => ({ name: `q${index}`, vhost: '/', type: 'classic' }));
    const node = await broker({ 'GET queues/%2F': rows });
    const ran = await shell('rabbitctl -s list_queues name | head -1; echo "${PIPESTATUS[@]}"', node.url);
    expect(ran).toMatchObject({ stdout: 'q0\n0 0\n', stderr: '', code: 0 });
  });

  it('all of 10,000 rows reach a slow reader', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => ({ name: `q${index}`, vhost: '/', type: 'classic' }));
    const node = await broker({ 'GET queues/%2F': rows });
    const ran = await shell('rabbitctl -s list_queues name | (sleep 1; tail -1)', node.url);
    expect(ran).toMatchObject({ stdout: 'q9999\n', stderr: '' });
  });

  it('a while read loop keeps its stdin', async () => {
    const node = await broker({
      'GET whoami': { name: 'guest' },
      'PUT vhosts/a': 201,
      'PUT vhosts/b': 201,
      'DELETE permissions/a/guest': 204,
      'DELETE permissions/b/guest': 204,
    });
    const ran = await shell('printf "a\\nb\\n" | while read v; do rabbitctl -q add_vhost "$v"; done', node.url);
    expect(ran).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(node.requests().filter((request) => request.startsWith('PUT'))).toEqual(['PUT vhosts/a', 'PUT vhosts/b']);
  });

  it('a pipe that stays open holds nobody up once the password is read', async () => {
    const node = await broker({ 'PUT users/alice': 201 });
    const running = startTool(tool, ['--url', node.url, '--api-only', '-q', 'add_user', 'alice']);
    const code = new Promise((resolve) => running.once('exit', resolve));
    running.stdin.write('s3cret\n');
    expect(await code).toBe(0);
    expect(node.requests()).toContain('PUT users/alice');
  });
});

describe('signals', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s during a slow request ends with 130', async (signal) => {
    const node = await broker({ 'GET users': () => {} });
    const running = startTool(tool, ['--url', node.url, '--api-only', 'list_users']);
    const done = ended(running);
    while (!node.requests().includes('GET users')) await sleep(20);
    running.kill(signal);
    expect(await done).toMatchObject({
      code: 130,
      stdout: '',
      stderr: expect.stringMatching(/^Error: given up: GET \/api\/users /),
    });
  });
});

describe('the command line', () => {
  it.each<readonly [string, readonly string[], RegExp]>([
    [
      'an unknown command',
      ['list_qeues'],
      /^Error: Command 'list_qeues' not found\.\n {2}Did you mean 'list_queues'\?\n$/,
    ],
    ['no command', [], /^Usage: rabbitctl .*\n[\s\S]* list_queues /],
    [
      'an unknown flag',
      ['list_queues', '--vhots', 'x'],
      /^Error: invalid options for this command: --vhots\n {2}Did you mean --vhost\?\n/,
    ],
    [
      'a missing argument',
      ['add_vhost'],
      /^Error: not enough arguments: vhost is missing\n {2}Usage: rabbitctl add_vhost /,
    ],
  ])('%s: 64, and words on stderr', async (_, argv, stderr) => {
    const ran = await runTool(tool, argv);
    expect(ran).toMatchObject({ code: 64, stdout: '' });
    expect(ran.stderr).toMatch(stderr);
  });

  it('an option before the command, known only to that command', async () => {
    const ran = await runTool(tool, ['--apply_to', 'queues', '-q', 'set_policy', 'p', 'x', '{"a":']);
    expect(ran.code).toBe(69);
    expect(ran.stderr).toContain('definition is not valid JSON: it ends too early');
  });

  it
    .skipIf(!existsSync('/dev/full'))
    .each([[['help']], [['--version']], [['list_queues', '--help']], [['version', '--client']]])(
    '%j on a full disk is no success',
    async (argv) => {
      const full = await ended(start('/bin/sh', ['-c', 'exec "$@" > /dev/full', 'sh', ...programArgv(argv, tool)]));
      expect(full).toMatchObject({
        code: 69,
        stderr: expect.stringMatching(/^Error: Cannot write: ENOSPC: [^\n]*\n$/),
      });
    },
  );

  it('--version and help', async () => {
    expect(await runTool(tool, ['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+/) });
    expect((await runTool(tool, ['help', 'list_queues'])).stdout).toContain('Usage: rabbitctl list_queues ');
  });
});

describe('a terminal that goes away', () => {
  const place = mkdtempSync(join(tmpdir(), 'rabbitctl-hang-up-'));
  const night = join(place, 'night.ndjson');
  writeFileSync(night, Array.from({ length: 100 }, (_, at) => `${JSON.stringify(record(at * 2))}\n`).join(''));

  /** What watch has drawn on a real terminal when that is gone from one moment to the next; `before` stands before it. */
  async function watchedUntilGone(page: string, before: string): Promise<void> {
    const program = programArgv(['watch', '--replay', night, '--speed', '20', '--report', page], tool);
    const line = `stty rows 30 cols 100; exec ${before} ${program.map((word) => `'${word}'`).join(' ')}`;
    const child = start('script', ['-qec', line, '/dev/null'], { TERM: 'xterm', SHELL: '/bin/sh' });
    await new Promise<void>((resolve) => {
      let seen = '';
      child.stdout.on('data', (chunk: Buffer) => {
        seen += chunk.toString();
        if (seen.includes('12,034')) resolve();
      });
    });
    child.kill('SIGKILL');
  }

  /** When the page is whole. */
  const written = (page: string) =>
    expect.poll(() => readFileSync(page, 'utf8'), { timeout: 20_000, interval: 100 }).toContain('</html>');

  it('leaves the page of what was seen', async () => {
    const page = join(place, 'seen.html');
    await watchedUntilGone(page, '');
    await written(page);
    expect(readFileSync(page, 'utf8')).not.toContain('100 records');
  });

  it('watch in a session of its own goes on to its end', async () => {
    const page = join(place, 'all.html');
    await watchedUntilGone(page, 'setsid -w');
    await written(page);
    expect(readFileSync(page, 'utf8')).toContain('100 records');
  });
});

describe('a config file that is wrong: 78, and the line is named', () => {
  const place = mkdtempSync(join(tmpdir(), 'rabbitctl-config-'));
  it.each<readonly [string, string, RegExp]>([
    ['a syntax error', '[clusters.prod]\nnodes = ["a"\n\n[clusters.x]\n', /config\.toml:[234]/],
    [
      'an unknown key',
      '[clusters.prod]\nnodes = ["rabbit@a"]\napi = { usrname = "ops" }\n',
      /config\.toml:3[\s\S]*username/,
    ],
  ])('%s', async (_, text, stderr) => {
    const config = join(place, 'config.toml');
    writeFileSync(config, text);
    const ran = await runTool(tool, ['--config', config, 'list_users']);
    expect(ran).toMatchObject({ code: 78, stdout: '' });
    expect(ran.stderr).toMatch(stderr);
  });
});
