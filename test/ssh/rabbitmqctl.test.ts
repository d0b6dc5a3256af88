import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliError } from '../../src/errors.js';
import type { Host, RunOptions } from '../../src/ssh/host.js';
import { localHost } from '../../src/ssh/local.js';
import { passTool, runTool, toolArgv, toolJson } from '../../src/ssh/rabbitmqctl.js';
import { parseToolJson } from '../../src/ssh/tool-json.js';

type Piece = readonly ['stdout' | 'stderr', string];

/** A machine whose one program says this. */
function saying(code: number, ...pieces: Piece[]): Host {
  const all = (wanted: string) =>
    pieces
      .filter(([stream]) => stream === wanted)
      .map(([, words]) => words)
      .join('');
  return {
    name: 'mq1',
    async run(_argv: readonly string[], options: RunOptions = {}) {
      if (!options.onOutput) return { stdout: all('stdout'), stderr: all('stderr'), code, seconds: 0 };
      for (const [stream, words] of pieces) await options.onOutput(stream, Buffer.from(words));
      return { stdout: '', stderr: '', code, seconds: 0 };
    },
    connect: () => Promise.reject(new Error('no tunnel here')),
    close: async () => {},
  };
}

async function passed(host: Host): Promise<{ code: number; shown: string[] }> {
  const shown: string[] = [];
  const code = await passTool(host, 'rabbitmqctl', ['status']).start(
    (stream, chunk) => void shown.push(`${stream}:${Buffer.from(chunk)}`),
  );
  return { code, shown };
}

const complaints: [string, number, string, Partial<CliError> & { message: unknown }][] = [
  [
    'a password for sudo',
    1,
    'sudo: a password is required\n',
    { exitCode: 77, message: expect.stringContaining('wants a password') },
  ],
  [
    'a terminal for sudo',
    1,
    'sudo: a terminal is required to read the password; either use the -S option\nsudo: a password is required\n',
    { exitCode: 77, message: expect.stringContaining('wants a password') },
  ],
  [
    'a right for sudo',
    1,
    "Sorry, user joe is not allowed to execute '/usr/lib/x' as rabbitmq on mq1.\n",
    { exitCode: 77, message: expect.stringContaining('does not allow') },
  ],
  [
    'an entry in sudoers',
    1,
    'joe is not in the sudoers file.\n',
    { exitCode: 77, message: expect.stringContaining('does not allow') },
  ],
  [
    'a right, after a warning',
    1,
    'sudo: unable to resolve host mq1: Name or service not known\nsudo: a password is required\n',
    { exitCode: 77, message: expect.stringContaining('wants a password') },
  ],
  ['sudo', 69, 'rabbitctl-cannot: sudo-missing\n', { exitCode: 69, message: expect.stringContaining('has no sudo') }],
  [
    'the tool',
    69,
    'rabbitctl-cannot: tool-missing\n',
    { exitCode: 69, message: expect.stringContaining('mq1 has no rabbitmqctl') },
  ],
  [
    'RabbitMQ',
    69,
    'rabbitctl-cannot: rabbitmq-missing\n',
    { exitCode: 69, message: expect.stringContaining('mq1 has no rabbitmqctl') },
  ],
];

describe('a node’s own tool', () => {
  it.each(complaints)('is told to lack %s', async (_what, code, stderr, error) => {
    await expect(runTool(saying(code, ['stderr', stderr]), 'rabbitmqctl', [])).rejects.toMatchObject(error);
    await expect(
      passed(saying(code, ['stderr', stderr.slice(0, 5)], ['stderr', stderr.slice(5)])),
    ).rejects.toMatchObject(error);
  });

  it.each([
    [64, 'Error (argument validation): x\n'],
    [69, 'Error:\nno such thing\n'],
    [1, 'Stack trace: sudo: a password is required\n'],
    [69, 'sudo: unable to resolve host mq1\nError:\nnode down\n'],
    [0, 'sudo: unable to resolve host mq1\n'],
  ])('keeps its own exit code %i and its words', async (code, stderr) => {
    expect(await runTool(saying(code, ['stderr', stderr]), 'rabbitmqctl', [])).toMatchObject({ code, stderr });
    const { shown, ...rest } = await passed(saying(code, ['stderr', stderr]));
    expect({ ...rest, shown: shown.join('') }).toEqual({ code, shown: `stderr:${stderr}` });
  });

  it('passes what it prints in its order, as it comes', async () => {
    const host = saying(
      3,
      ['stderr', 'sudo: unable to resolve host x\n'],
      ['stdout', 'a'],
      ['stderr', 'sudo: no\n'],
      ['stdout', 'b'],
    );
    expect(await passed(host)).toEqual({
      code: 3,
      shown: ['stderr:sudo: unable to resolve host x\n', 'stdout:a', 'stderr:sudo: no\n', 'stdout:b'],
    });
  });

  it('answers in JSON, or says what it said instead', async () => {
    expect(
      await toolJson(saying(0, ['stdout', '[\n{"name":"a"}\n,{"name":"b"}\n]\n']), 'rabbitmqctl', ['list_queues']),
    ).toEqual([{ name: 'a' }, { name: 'b' }]);
    const words = ['--node', 'rabbit@mq1', '--longnames', 'list_queues', 'name'];
    await expect(toolJson(saying(67, ['stderr', 'Error:\nno user\n']), 'rabbitmqctl', words)).rejects.toMatchObject({
      name: 'CheckFailed',
      message: 'rabbitmqctl list_queues on mq1 failed with code 67',
      exitCode: 67,
      hint: 'Error:\nno user',
    });
    await expect(toolJson(saying(0, ['stdout', 'ok\n']), 'rabbitmqctl', ['x'])).rejects.toMatchObject({
      name: 'Unavailable',
      hint: 'ok',
    });
  });

  it.each([
    ['{"a":1}', { a: 1 }],
    ['11:02:01.000 [warning] odd\n[\n{"a":1}\n]\n', [{ a: 1 }]],
    ['[warning] odd\n{"a":"[\\n"}\n', { a: '[\n' }],
    ['\n"text"\n', 'text'],
    ['3\n', 3],
    ['', undefined],
    ['nothing here', undefined],
  ])('finds the JSON in %j', (text, value) => {
    expect(parseToolJson(text)).toEqual(value);
  });
});

describe('the script on the far side', () => {
  const [shell = '', ...words] = toolArgv('rabbitmq-no-such-tool', ['a']);

  it.each(['sh', 'bash'])('is read by %s, and says in its word that there is no such tool', (name) => {
    const run = () => execFileSync(name, words, { stdio: 'pipe', encoding: 'utf8' });
    expect(run).toThrow(/rabbitctl-cannot: (tool|rabbitmq)-missing/);
  });

  it('starts the tool of PATH where there is no package, its arguments unchanged', () => {
    expect(shell).toBe('sh');
    const inPath = words.map((word) => word.replaceAll('/usr/lib/rabbitmq/bin', '/nowhere'));
    const argv = [...inPath.slice(0, 4), 'printf', '%s|', 'a b', '$HOME', "'"];
    expect(execFileSync('sh', argv, { encoding: 'utf8' })).toBe("a b|$HOME|'|");
  });
});

describe('on a terminal', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rabbitctl-tool-'));
    const programs = {
      id: '[ "$1" = -un ] && echo joe || echo 1000',
      rabbitmqctl: 'echo "$0 $*" >>"$LOG"; exit 3',
      // As sudo 1.9 does it: a list needs no password where only some entries do.
      sudo: `echo "sudo $*" >>"$LOG"
        refuse() { echo "sudo: a password is required" >&2; exit 1; }
        case $ALLOWED:$* in all:*) ;; *:*-v) refuse ;; none:* | other:*-l*) refuse ;; password:*-l*) ;; password:*) refuse ;; esac
        case $* in *-v | *-l*) exit 0 ;; esac
        while [ "$1" != -- ]; do shift; done; shift; exec "$@"`,
    };
    for (const [name, script] of Object.entries(programs)) {
      await writeFile(join(directory, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  /** This machine with these rights, and what ran on it: the first run is the check, the next has the terminal. */
  async function run(allowed: string, tool = 'rabbitmqctl') {
    const terminals: (boolean | undefined)[] = [];
    await writeFile(join(directory, 'log'), '');
    const host: Host = {
      ...localHost(),
      name: 'mq1',
      run(argv, { terminal, ...options } = {}) {
        terminals.push(terminal);
        const words = argv.map((word) => word.replaceAll('/usr/lib/rabbitmq/bin', directory));
        const env = { PATH: `${directory}:/usr/bin:/bin`, LOG: join(directory, 'log'), ALLOWED: allowed };
        return localHost().run(words, { ...options, env });
      },
    };
    const started = passTool(host, tool, ['status'], { terminal: true }).start(() => {});
    const code = await started.catch((error: CliError) => `${error.exitCode}: ${error.message}`);
    return { code, terminals, log: (await readFile(join(directory, 'log'), 'utf8')).trim().split('\n') };
  }

  it('says what sudo lacks in its own words, before the terminal is given away', async () => {
    const lacking = '77: sudo on mq1 wants a password before it runs rabbitmqctl';
    expect(await run('none')).toMatchObject({ code: lacking, terminals: [undefined] });
    expect(await run('password')).toMatchObject({ code: lacking, terminals: [undefined] });
    expect(await run('all', 'rabbitmq-none')).toMatchObject({
      code: '69: mq1 has no rabbitmq-none: its RabbitMQ does not bring that tool',
      terminals: [undefined],
    });
  });

  it('starts the tool once, and keeps its exit code', async () => {
    const { log, ...rest } = await run('all');
    expect(rest).toEqual({ code: 3, terminals: [undefined, true] });
    expect(log.filter((line) => line.startsWith(directory))).toEqual([`${directory}/rabbitmqctl status`]);
  });

  it('tries the tool itself where sudo does not list it without a password', async () => {
    const { log, ...rest } = await run('other');
    expect(rest).toEqual({ code: 3, terminals: [undefined, true] });
    expect(log.filter((line) => line.startsWith(directory))).toEqual([
      `${directory}/rabbitmqctl --version`,
      `${directory}/rabbitmqctl status`,
    ]);
  });
});
