import type { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { json } from '../api/servers.js';
import { type Broker, broker, refuse } from './broker.js';
import { type Ran, run, World } from './world.js';

const queues = [
  { name: 'b', vhost: '/', type: 'classic', messages: 2 },
  { name: 'a\tb', vhost: '/', type: 'classic', messages: 0 },
];
let node: Broker;
beforeEach(async () => {
  node = await broker({
    'GET queues/%2F': queues,
    'GET users': [{ name: 'guest', tags: ['administrator'] }],
    'PUT policies/%2F/p': (response) => refuse(response, 400, 'Validation failed\n\nmax-length must be a number'),
    'GET users/eve': { name: 'eve', tags: [] },
    'DELETE users/eve': 204,
  });
});
const ask = (...words: readonly string[]): Promise<Ran> => run(['--url', node.url, '--api-only', ...words]);

describe('the banner', () => {
  it('comes before the rows, on stdout', async () => {
    const { code, stdout, stderr } = await ask('list_queues');
    expect(stdout).toBe('Timeout: 60.0 seconds ...\nListing queues for vhost / ...\nname\tmessages\nb\t2\na\tb\t0\n');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each([
    ['-q', 'name\tmessages\nb\t2\na\tb\t0\n'],
    ['-s', 'b\t2\na\tb\t0\n'],
    ['--no-table-headers', 'Timeout: 60.0 seconds ...\nListing queues for vhost / ...\nb\t2\na\tb\t0\n'],
  ])('%s', async (flag, stdout) => {
    expect((await ask('list_queues', flag)).stdout).toBe(stdout);
  });

  it.each(['json', 'csv', 'json_stream'])('is left out for %s', async (formatter) => {
    expect((await ask('list_queues', '--formatter', formatter)).stdout).not.toContain('Listing');
  });

  it('is there for erlang and for a command that has nothing to say', async () => {
    expect((await ask('list_users', '--formatter', 'erlang')).stdout).toMatch(/^Listing users \.\.\.\n\[/);
    expect(await ask('delete_user', 'eve')).toEqual({ code: 0, stdout: 'Deleting user "eve" ...\n', stderr: '' });
  });

  it('is out although the broker then refuses, as with the real tool', async () => {
    const { code, stdout, stderr } = await ask('delete_vhost', 'bob');
    expect({ code, stdout }).toEqual({ code: 65, stdout: 'Deleting vhost "bob" ...\n' });
    expect(stderr).toBe("Error: Virtual host 'bob' does not exist\n");
  });

  it('is not out when the command line is wrong', async () => {
    expect(await ask('list_queues', 'nmae')).toMatchObject({ code: 64, stdout: '' });
  });
});

describe('JSON', () => {
  it('has only JSON on stdout', async () => {
    const { stdout } = await ask('list_queues', '--json');
    expect(JSON.parse(stdout)).toEqual(queues.map(({ name, messages }) => ({ name, messages })));
  });

  it('says who did it, where there is nothing to say', async () => {
    const { stdout } = await ask('delete_user', 'eve', '--formatter', 'json');
    expect(JSON.parse(stdout)).toEqual({ node: 'rabbit@mq1', result: 'ok' });
  });

  it('errors are JSON on stderr, and the code is 69 as with the real tool', async () => {
    const { code, stdout, stderr } = await ask('add_user', 'eve', 'p', '--json');
    expect({ code, stdout }).toEqual({ code: 69, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({ result: 'error', message: 'User "eve" already exists' });
  });

  it('so are those of the command line itself, with their own code', async () => {
    const { code, stderr } = await ask('list_queues', 'nmae', '--json');
    expect(code).toBe(64);
    expect(JSON.parse(stderr)).toMatchObject({ result: 'error', message: 'Info key(s) nmae are not supported' });
  });

  it.each([
    [['delete_user', '--json'], 'a missing argument'],
    [['delete_user', 'bob', '--jsn', '--formatter', 'json'], 'an unknown option'],
  ])('%j: %s too', async (words) => {
    const { code, stderr } = await ask(...words);
    expect(code).toBe(64);
    expect(JSON.parse(stderr)).toMatchObject({ result: 'error' });
  });
});

describe('what ends with which code', () => {
  it.each<readonly [string, readonly string[], number, string]>([
    [
      'an unknown command',
      ['list_qeues'],
      64,
      "Error: Command 'list_qeues' not found.\n  Did you mean 'list_queues'?\n",
    ],
    [
      'nothing like it',
      ['frobnicate'],
      64,
      "Error: Command 'frobnicate' not found.\n  rabbitctl help lists all commands.\n  One that a plugin adds is found on its node: rabbitctl -n NODE frobnicate …\n",
    ],
    [
      'an unknown second word',
      ['plugins', '-q', 'enabel', 'x'],
      64,
      "Error: Command 'plugins enabel' not found.\n  Did you mean 'plugins enable'?\n",
    ],
    [
      'a second word alone',
      ['is_enabled', 'x'],
      64,
      "Error: Command 'is_enabled' not found.\n  Did you mean 'plugins is_enabled'?\n",
    ],
    ['a first word alone', ['streams'], 64, "Error: Command 'streams' takes a word more\n  There are grow, shrink,"],
    ['an empty command', [''], 64, "Error: Command '' not found.\n  rabbitctl help lists all commands.\n"],
    [
      'an unknown column',
      ['list_queues', 'nmae'],
      64,
      'Error: Info key(s) nmae are not supported\n  Did you mean name?',
    ],
    [
      'a surplus argument',
      ['list_users', 'x'],
      64,
      'Error: too many arguments: "x"\n  Usage: rabbitctl list_users [--sort VALUE] [--filter VALUE] [--limit VALUE]\n',
    ],
    ['an empty user name', ['add_user', '', 'p'], 65, 'Error: user name cannot be an empty string\n'],
    ['a refused policy', ['set_policy', 'p', 'x', '{}'], 69, 'Error: Validation failed'],
    ['an unknown policy', ['clear_policy', 'none'], 69, 'Error: Parameter does not exist\n'],
    ['an unknown vhost', ['delete_vhost', 'none'], 65, "Error: Virtual host 'none' does not exist\n"],
  ])('%s', async (_, words, code, stderr) => {
    const ran = await ask(...words);
    expect(ran.code).toBe(code);
    expect(ran.stderr.slice(0, stderr.length)).toBe(stderr);
  });

  it('an unknown formatter: the nearest one is named', async () => {
    const ran = await ask('list_users', '--formatter', 'jsn');
    expect(ran).toMatchObject({ code: 64, stdout: '' });
    expect(ran.stderr).toMatch(/^Error: .*jsn.*\n {2}Did you mean '?json'?\?/);
  });

  it('--timeout 0 fails at once with 75, nothing asked', async () => {
    const ran = await ask('list_users', '--timeout', '0');
    expect(ran).toMatchObject({ code: 75, stdout: '' });
    expect(ran.stderr).toContain('operation list_users timed out. Timeout value used: 0');
    expect(node.seen).toEqual([]);
  });

  it('an answer that comes too late is 75', async () => {
    const slow = await broker({ 'GET users': () => {} });
    const ran = await run(['--url', slow.url, '--api-only', '--timeout', '1', 'list_users']);
    expect(ran.code).toBe(75);
  });

  it('a login that is refused is 77', async () => {
    const closed = await broker({ 'GET users': 401 });
    const ran = await run(['--url', closed.url, '--username', 'ops', '--api-only', 'list_users'], {
      env: { RABBITCTL_PASSWORD: 's3cret' },
    });
    expect(ran.code).toBe(77);
    expect(ran.stderr).not.toContain('s3cret');
  });

  it('a port that nobody listens on is 69', async () => {
    await node.stop();
    expect((await ask('list_users')).code).toBe(69);
  });
});

describe('--dry-run', () => {
  it('checks, prints the banner, and sends nothing', async () => {
    expect(await ask('delete_user', 'eve', '--dry-run')).toEqual({
      code: 0,
      stdout: 'Deleting user "eve" ...\n',
      stderr: '',
    });
    expect(node.seen).toEqual([]);
    expect((await ask('list_queues', 'nmae', '--dry-run')).code).toBe(64);
  });
});

describe('help', () => {
  it.each([
    [['help', 'list_queues']],
    [['list_queues', '--help']],
    [['--help', 'list_queues']],
    [['list_queues', '-?']],
    [['set_policy', '--help']],
  ])('%j', async (words) => {
    const { code, stdout, stderr } = await run(words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: rabbitctl ${words.find((word) => word.includes('_'))} `);
  });

  it.each([[['help']], [['--help']], [['-h']], [['-?']]])('%j lists all commands', async (words) => {
    const { code, stdout } = await run(words);
    expect(code).toBe(0);
    expect(stdout).toContain('   list_queues ');
  });

  it('of an unknown command suggests one', async () => {
    expect(await run(['help', 'list_qeues'])).toMatchObject({ code: 64, stdout: '' });
  });

  it('without a command the usage goes to stderr with 64', async () => {
    const { code, stdout, stderr } = await run(['-q']);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain('   list_queues ');
  });

  it('--version is ours', async () => {
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('Ctrl-C', () => {
  it('during a request ends with 130', async () => {
    const world = new World();
    const slow = await broker({ 'GET users': () => world.interrupt() });
    const ran = await world.run(['--url', slow.url, '--api-only', 'list_users']);
    expect(ran.code).toBe(130);
    expect(ran.stderr).toMatch(/^Error: given up: GET \/api\/users /);
  });
});

it('the reader that leaves early (EPIPE) is no error', async () => {
  const world = new World();
  (world.outside.stdout as Writable).destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  world.outside.stdout.on('error', () => {});
  expect(await world.run(['--url', node.url, '--api-only', 'list_users'])).toMatchObject({ code: 0, stderr: '' });
});

it('--debug prints requests to stderr, without the password', async () => {
  const ran = await run(['--url', node.url, '--username', 'ops', '--debug', '--api-only', 'list_users'], {
    env: { RABBITCTL_PASSWORD: 's3cret' },
  });
  expect(ran.stderr).toContain('/api/users');
  expect(ran.stderr).not.toContain('s3cret');
  expect(ran.stderr).not.toContain(Buffer.from('ops:s3cret').toString('base64'));
});

afterEach(() => node.stop());

it('an answer that is no list is an error of the server, not a stack', async () => {
  const odd = await broker({ 'GET users': (response) => json(response, 'hello') });
  const ran = await run(['--url', odd.url, '--api-only', 'list_users']);
  expect(ran.code).toBe(69);
  expect(ran.stderr).not.toContain('bug');
});
