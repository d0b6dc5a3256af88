import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import completion from '../../src/commands/completion.js';
import { broker } from './broker.js';
import { type Ran, run } from './world.js';

const breaks = ' \t\n"\'@><=;|&(:';

/** What bash, zsh or fish would be told at the end of a line. */
const bash = async (line: string, env = {}): Promise<readonly string[]> =>
  told(await run(['__complete', 'bash', line, breaks], { env }));
const fish = async (line: string, env = {}): Promise<readonly string[]> => {
  const words = line.split(' ').slice(1);
  return told(await run(['__complete', 'fish', `=${words.at(-1)}`, ...words.slice(0, -1)], { env }));
};
const words = async (...line: Parameters<typeof fish>) => (await fish(...line)).map((answer) => answer.split('\t')[0]);

function told({ code, stdout, stderr }: Ran): readonly string[] {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.split('\n').slice(0, -1);
}

describe('commands', () => {
  it('by what they begin with, with what they do', async () => {
    const found = await fish('rabbitctl list_user');
    expect(found.map((line) => line.split('\t')[0])).toEqual([
      'list_user_limits',
      'list_user_permissions',
      'list_user_topic_permissions',
      'list_users',
    ]);
    expect(found.at(-1)).toMatch(/^list_users\tLists? /);
  });

  it.each([
    ['rabbitctl -q list_que', ['list_queues']],
    ['rabbitctl --node rabbit@a list_que', ['list_queues']],
    ['rabbitctl help list_que', ['list_queues']],
    ['rabbitctl plug', ['plugins']],
    ['rabbitctl plugins en', ['enable']],
    ['rabbitctl -q plugins en', ['enable']],
    ['rabbitctl nosuch ', []],
    ['rabbitctl he', ['health', 'help']],
    ['rabbitctl rolling-upgrade res', ['resume']],
    ['rabbitctl completion z', ['zsh']],
  ])('%s', async (line, expected) => {
    expect(await words(line)).toEqual(expected);
  });
});

describe('options and their values', () => {
  it.each([
    ['rabbitctl list_queues --of', ['--offline']],
    ['rabbitctl list_queues --offline --of', []],
    ['rabbitctl list_queues --no-off', ['--no-offline']],
    ['rabbitctl list_queues --formatter js', ['json', 'json_stream']],
    ['rabbitctl list_queues --formatter=js', ['--formatter=json', '--formatter=json_stream']],
    ['rabbitctl --formatter js', ['json', 'json_stream']],
    ['rabbitctl set_policy --apply-to cl', ['classic_queues']],
    ['rabbitctl set_policy --apply_to cl', ['classic_queues']],
    ['rabbitctl list_queues messages_re', ['messages_ready', 'messages_ready_ram']],
    ['rabbitctl list_queues messages_ready messages_re', ['messages_ready_ram']],
    [
      'rabbitctl list_queues name,messages_unacknowledged',
      ['name,messages_unacknowledged', 'name,messages_unacknowledged_ram'],
    ],
    ['rabbitctl list_users --vh', []],
    ['rabbitctl --config ', [':files']],
    ['rabbitctl rolling-upgrade --backup-dir ', [':directories']],
    ['rabbitctl on-node -- rabbitmq-dia', ['rabbitmq-diagnostics']],
    ['rabbitctl on-node -- rabbitmqctl --no', []],
    ['rabbitctl set_user_tags nobody admin', ['administrator']],
    ['rabbitctl list_queues --timeout ', []],
  ])('%s', async (line, expected) => {
    expect(await words(line)).toEqual(expected);
  });
});

describe('live names', () => {
  const cache = () => mkdtempSync(join(tmpdir(), 'rabbitctl-names-'));
  const page = (...names: readonly string[]) => ({ page_count: 1, items: names.map((name) => ({ name })) });

  it('of queues, in the virtual host that is named; a second TAB asks nobody', async () => {
    const node = await broker({ 'GET queues/shop': page('orders', 'orders eu') });
    const folder = cache();
    const env = { RABBITCTL_URL: node.url, XDG_CACHE_HOME: folder };
    expect(await words('rabbitctl purge_queue -p shop or', env)).toEqual(['orders', 'orders eu']);
    expect(node.seen[0]).toMatchObject({ query: { name: '^or', use_regex: 'true', columns: 'name' } });
    expect(await words('rabbitctl purge_queue -p shop orders', env)).toEqual(['orders', 'orders eu']);
    expect(node.requests()).toEqual(['GET queues/shop']);
    const [file = ''] = readdirSync(join(folder, 'rabbitctl/names'));
    expect(statSync(join(folder, 'rabbitctl/names', file)).mode & 0o777).toBe(0o600);
  });

  it('of what else there is', async () => {
    const named = (...names: readonly string[]) => names.map((name) => ({ name }));
    const node = await broker({
      'GET vhosts': named('/', 'shop'),
      'GET users': named('alice', 'bob'),
      'GET policies/%2F': named('limit'),
      'GET nodes': named('rabbit@mq1', 'rabbit@mq2'),
      'GET exchanges/%2F': page('', 'amq.topic'),
      'GET feature-flags': named('khepri_db'),
    });
    const env = { RABBITCTL_URL: node.url, XDG_CACHE_HOME: cache() };
    expect(await words('rabbitctl list_queues -p ', env)).toEqual(['/', 'shop']);
    expect(await words('rabbitctl delete_user ', env)).toEqual(['alice', 'bob']);
    expect(await words('rabbitctl clear_policy l', env)).toEqual(['limit']);
    expect(await words('rabbitctl -n rabbit@mq2', env)).toEqual(['rabbit@mq2']);
    expect(await words('rabbitctl status --nodes rabbit@mq1,rabbit@mq2', env)).toEqual(['rabbit@mq1,rabbit@mq2']);
    expect(await words('rabbitctl delete_exchange ', env)).toEqual(['amq.topic']);
    expect(await words('rabbitctl enable_feature_flag ', env)).toEqual(['khepri_db']);
  });

  it('clusters and nodes of the config file, whoever answers', async () => {
    const folder = cache();
    const config = join(folder, 'config.toml');
    writeFileSync(
      config,
      '[clusters.prod]\nnodes = ["rabbit@127.0.0.2"]\n[clusters.test]\nnodes = ["rabbit@127.0.0.3"]\n',
    );
    const env = { RABBITCTL_CONFIG: config, XDG_CACHE_HOME: folder, RABBITCTL_URL: 'http://127.0.0.1:9' };
    expect(await words('rabbitctl -C ', env)).toEqual(['prod', 'test']);
    expect(await words('rabbitctl -C test -n ', env)).toEqual(['rabbit@127.0.0.3']);
  });

  it('more than a page: what is typed on is asked for anew', async () => {
    const node = await broker({ 'GET queues/%2F': { page_count: 2, items: [{ name: 'a1' }] } });
    const env = { RABBITCTL_URL: node.url, XDG_CACHE_HOME: cache() };
    await words('rabbitctl purge_queue a', env);
    await words('rabbitctl purge_queue a', env);
    await words('rabbitctl purge_queue a1', env);
    expect(node.seen.map(({ query }) => query.name)).toEqual(['^a', '^a1']);
  });

  it('a node that hangs is waited for a second, and then left alone for a while', async () => {
    const node = await broker({ 'GET users': () => {} });
    const env = { RABBITCTL_URL: node.url, XDG_CACHE_HOME: cache() };
    expect(await words('rabbitctl delete_user ', env)).toEqual([]);
    expect(await words('rabbitctl delete_user ', env)).toEqual([]);
    expect(node.requests()).toEqual(['GET users']);
  });

  it('nobody is asked for a password, and no command that could ask is run', async () => {
    const node = await broker({ 'GET users': [{ name: 'alice' }] });
    const folder = cache();
    const config = join(folder, 'config.toml');
    const ran = join(folder, 'ran');
    writeFileSync(config, `[defaults.api]\nusername = "ops"\npassword_command = ["touch", "${ran}"]\n`);
    const env = { RABBITCTL_URL: node.url, XDG_CACHE_HOME: folder };
    expect(await words('rabbitctl --username ops delete_user ', env)).toEqual([]);
    expect(await words(`rabbitctl --config ${config} delete_user `, env)).toEqual([]);
    expect(node.requests()).toEqual([]);
    expect(readdirSync(folder)).not.toContain('ran');
  });
});

describe('bash', () => {
  const env = async (...names: readonly string[]) => {
    const node = await broker({ 'GET queues/%2F': { page_count: 1, items: names.map((name) => ({ name })) } });
    return { RABBITCTL_URL: node.url, XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'rabbitctl-names-')) };
  };

  it.each([
    // the name · what is typed · what bash puts there, without what readline holds for the word before
    ['my queue', 'm', ['my\\ queue']],
    ['my queue', '"m', ['my queue']],
    ['my queue', "'m", ['my queue']],
    ['my queue', 'my\\ q', ['my\\ queue']],
    ["it's", "'i", ["it'\\''s"]],
    ['a"$b', '"a', ['a\\"\\$b']],
    ['a$b`c', 'a', ['a\\$b\\`c']],
    ['a@b:c', 'a@b:', ['c']],
    ['a@b:c', 'a@', ['@b:c']],
    ['a@b:c', '"a@', ['a@b:c']],
    ['größe ü', 'gr', ['größe\\ ü']],
  ])('%j, begun as %s', async (name, typed, expected) => {
    expect(await bash(`rabbitctl purge_queue ${typed}`, await env(name))).toEqual(expected);
  });

  it('an option with = is a word by itself to readline', async () => {
    expect(await bash('rabbitctl list_queues --formatter=js')).toEqual(['json', 'json_stream']);
  });

  it('a name with a line break cannot be typed', async () => {
    expect(await bash('rabbitctl purge_queue ', await env('a\nb', 'c'))).toEqual(['c']);
  });
});

it('zsh gets colons of names apart from the one before the description', async () => {
  const node = await broker({ 'GET users': [{ name: 'a:b\\c' }] });
  const env = { RABBITCTL_URL: node.url, XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'rabbitctl-names-')) };
  expect(told(await run(['__complete', 'zsh', '=', 'delete_user'], { env }))).toEqual(['a\\:b\\\\c']);
});

it('what goes wrong is one line on stderr, which the scripts throw away', async () => {
  const ran = await run(['__complete', 'fish', '=', '--config', '/dev/null/x', 'delete_user']);
  expect(ran).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^no completion: the config file .*\n$/),
  });
});

it('a shell that there is no script for is refused', async () => {
  expect(await run(['completion', 'tcsh'])).toMatchObject({ code: 64, stdout: '' });
  expect(completion.definition.section).toBe('help');
});
