import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { formatterNames } from '../../src/format/formatter.js';
import { type Broker, broker, refuse } from './broker.js';
import { type OwnTool, ownTool } from './own-tool.js';
import { type Ran, run, type WorldOptions } from './world.js';

let node: Broker;
let tool: OwnTool;
beforeEach(async () => {
  node = await broker({
    'GET queues/%2F': [{ name: 'q', vhost: '/', type: 'classic', messages: 1 }],
    'GET users': 401,
  });
  tool = ownTool(node.url, { stdout: 'what the tool prints\n' });
});
const ask = (words: readonly string[], options?: WorldOptions): Promise<Ran> =>
  run(['--config', tool.config, ...words], options);

describe('what HTTP cannot give, the node’s own tool does', () => {
  it('its output is ours, unchanged, with one line on stderr that says why', async () => {
    expect(await ask(['list_queues', 'name', 'pid'])).toEqual({
      code: 0,
      stdout: 'what the tool prints\n',
      stderr: "Asking the node's own rabbitmqctl: HTTP does not give pid as the real tool prints it\n",
    });
    expect(node.requests().filter((request) => request.includes('queues'))).toEqual([]);
  });

  it.each<readonly [string, readonly string[]]>([
    ['list_queues name pid', ['list_queues', 'name', 'pid']],
    ['-p a_b list_queues pid', ['list_queues', '--vhost', 'a_b', 'pid']],
    ['list_queues pid -q --debug --no-color', ['list_queues', '--quiet', 'pid']],
    ['list_queues --offline --no-table-headers pid', ['list_queues', '--offline', '--no-table-headers', 'pid']],
    ['list_queues pid --json', ['list_queues', '--formatter', 'json', 'pid']],
    ['list_queues pid --timeout 9', ['list_queues', '--timeout', '9', 'pid']],
    ['list_consumers --api_only=false', ['list_consumers']],
    ...formatterNames.map(
      (name) => [`list_queues pid --formatter ${name}`, ['list_queues', '--formatter', name, 'pid']] as const,
    ),
  ])('%s: the same words, without ours', async (line, words) => {
    await ask(line.split(' '));
    expect(tool.calls()).toEqual([{ tool: 'rabbitmqctl', words: ['--node', 'rabbit@mq1', ...words], stdin: '' }]);
  });

  it('a formatter that one tool alone has: its commands take it, the others refuse it', async () => {
    expect((await ask(['plugins', 'list', '--formatter', 'plugins'])).code).toBe(0);
    expect((await ask(['runtime_thread_stats', '--formatter', 'msacc'])).code).toBe(0);
    expect(tool.calls().map(({ words }) => words.slice(-2))).toEqual([
      ['--formatter', 'plugins'],
      ['--formatter', 'msacc'],
    ]);
    expect((await ask(['list_queues', '--formatter', 'plugins'])).code).toBe(64);
  });

  it('words stay words, whatever is in them', async () => {
    const odd = '$HOME `id` "quoted" \'single\' \\ back\nline';
    await ask(['list_queues', '-p', odd, 'pid']);
    expect(tool.calls()[0]?.words).toEqual(['--node', 'rabbit@mq1', 'list_queues', '--vhost', odd, 'pid']);
  });

  it('a command that is none of ours may be a plugin’s: the node that is named is asked, word for word', async () => {
    const done = await ask(['-n', 'rabbit@mq1', 'frobnicate', '--deep', '-n 3', 'é']);
    expect(done).toEqual({ code: 0, stdout: 'what the tool prints\n', stderr: '' });
    const words = ['--node', 'rabbit@mq1', 'frobnicate', '--deep', '-n 3', 'é'];
    expect(tool.calls()).toEqual([{ tool: 'rabbitmqctl', words, stdin: '' }]);
  });

  it.each([
    [['frobnicate']],
    [['frobnicate', '--', '-n', 'rabbit@mq1']],
    [['-n', 'rabbit@mq1', 'list_qeues']],
    [['-n', 'rabbit@mq1', '']],
    [['-n', 'rabbit@mq1', 'plugins', 'frobnicate']],
  ])('%j asks nobody', async (words) => {
    expect(await ask(words)).toMatchObject({ code: 64, stdout: '' });
    expect(tool.calls()).toEqual([]);
  });

  it('each command asks the tool that has it', async () => {
    await ask(['log_tail_stream', '--duration', '1']);
    expect(tool.calls()).toMatchObject([{ tool: 'rabbitmq-diagnostics' }]);
  });

  it('a node with a full host name is named so', async () => {
    tool = ownTool(node.url, { node: 'rabbit@mq1.example.com' });
    await ask(['stop_app']);
    expect(tool.calls()[0]?.words).toEqual(['--longnames', '--node', 'rabbit@mq1.example.com', 'stop_app']);
  });

  it('its exit code and its errors are ours', async () => {
    tool = ownTool(node.url, { stderr: 'Error:\n{:bad, "thing"}\n', code: 70 });
    expect(await ask(['list_queues', 'pid'])).toEqual({
      code: 70,
      stdout: '',
      stderr:
        'Asking the node\'s own rabbitmqctl: HTTP does not give pid as the real tool prints it\nError:\n{:bad, "thing"}\n',
    });
  });

  it('a command that always belongs to the tool says nothing of its own', async () => {
    expect(await ask(['stop_app'])).toEqual({ code: 0, stdout: 'what the tool prints\n', stderr: '' });
    expect(node.seen).toEqual([]);
  });
});

it('a banner that came early, on a terminal, is not printed again by the tool', async () => {
  node = await broker({ 'GET users': (response) => void setTimeout(() => refuse(response, 401), 700) });
  tool = ownTool(node.url, { stdout: 'what the tool prints\n' });
  const ran = await ask(['list_users'], { terminal: true });
  expect(ran.stdout).toBe('Listing users ...\nwhat the tool prints\n');
  expect(tool.calls()).toMatchObject([{ words: ['--node', 'rabbit@mq1', 'list_users', '--quiet'] }]);
});

it('nor is that of export_definitions into a file', async () => {
  node = await broker({ 'GET definitions': (response) => void setTimeout(() => refuse(response, 401), 700) });
  tool = ownTool(node.url, { stdout: '{}' });
  const file = join(dirname(tool.config), 'definitions.json');
  const ran = await ask(['export_definitions', file], { terminal: true });
  expect(ran.stdout).toBe(`Exporting definitions in JSON to a file at "${file}" ...\n`);
  expect(readFileSync(file, 'utf8')).toBe('{}');
});

describe('no usable HTTP at all', () => {
  it('nobody listens: the tool answers', async () => {
    await node.stop();
    const ran = await ask(['list_users']);
    expect(ran).toMatchObject({ code: 0, stdout: 'what the tool prints\n' });
    expect(ran.stderr).toMatch(/^Asking the node's own rabbitmqctl: .*\n$/);
    expect(tool.calls()).toHaveLength(1);
  });

  it('guest is refused, and nobody gave a login: the tool answers', async () => {
    const ran = await ask(['list_users']);
    expect(ran).toMatchObject({ code: 0, stdout: 'what the tool prints\n' });
  });

  it('a login that was given and refused is an error: nobody goes round it', async () => {
    const ran = await ask(['--username', 'ops', 'list_users'], { env: { RABBITCTL_PASSWORD: 'wrong' } });
    expect(ran).toMatchObject({ code: 77, stdout: '' });
    expect(tool.calls()).toEqual([]);
  });

  it('a write that may have happened is not repeated by the tool', async () => {
    node = await broker({
      'GET whoami': { name: 'guest' },
      'GET vhosts/v': 404,
      'PUT vhosts/v': (response) => response.destroy(),
    });
    tool = ownTool(node.url);
    expect((await ask(['add_vhost', 'v'])).code).toBe(69);
    expect(tool.calls()).toEqual([]);
  });

  it('neither way: one error that says both, with the code of the second', async () => {
    await node.stop();
    tool = ownTool(node.url, { stderr: 'rabbitctl-cannot: tool-missing\n', code: 69 });
    const ran = await ask(['list_users']);
    expect(ran.code).toBe(69);
    expect(ran.stderr).toMatch(
      /Error: rabbit@mq1 answers neither over HTTP nor through its own tool\n {2}HTTP: .*\n {2}Own tool: /,
    );
  });
});

describe('--api-only', () => {
  it('a column that HTTP lacks is empty', async () => {
    const ran = await ask(['--api-only', '-q', 'list_queues', 'name', 'pid']);
    expect(ran).toMatchObject({ code: 0, stdout: 'name\tpid\nq\t\n' });
    expect(tool.calls()).toEqual([]);
  });

  it('the rest is an error, and the tool is not asked', async () => {
    const refused = await ask(['--api-only', 'list_users']);
    expect(refused).toMatchObject({ code: 77 });
    expect((await ask(['--api-only', 'stop_app'])).code).toBe(69);
    expect((await ask(['--api-only', 'on-node', '--', 'rabbitmqctl', 'status'])).code).toBe(69);
    expect(tool.calls()).toEqual([]);
  });
});

describe('secrets', () => {
  it('a password on stdin leaves no room for options that nobody typed', async () => {
    node = await broker({ 'GET users/alice': (response) => void setTimeout(() => refuse(response, 401), 700) });
    tool = ownTool(node.url);
    const ran = await ask(['add_user', 'alice', 's3cret'], { terminal: true, env: { RABBITCTL_TIMEOUT: '7' } });
    expect(ran.code).toBe(0);
    expect(tool.calls()).toMatchObject([{ words: ['--node', 'rabbit@mq1', 'add_user', 'alice'], stdin: 's3cret\n' }]);
  });

  it('a password goes to the tool on stdin, never in its words', async () => {
    await node.stop();
    await ask(['add_user', 'alice', 's3cret']);
    expect(tool.calls()).toEqual([
      { tool: 'rabbitmqctl', words: ['--node', 'rabbit@mq1', 'add_user', 'alice'], stdin: 's3cret\n' },
    ]);
  });

  it('so does one that came on stdin', async () => {
    await node.stop();
    await ask(['add_user', 'alice'], { input: 's3cret\n' });
    expect(tool.calls()).toMatchObject([{ words: ['--node', 'rabbit@mq1', 'add_user', 'alice'], stdin: 's3cret\n' }]);
  });

  it('--debug shows none', async () => {
    await node.stop();
    const ran = await ask(['--debug', 'add_user', 'alice', 's3cret']);
    expect(ran.stderr + ran.stdout).not.toContain('s3cret');
  });
});
