import { describe, expect, it } from 'vitest';
import { toolArgv } from '../../src/ssh/rabbitmqctl.js';
import { commandName, redactedLine } from '../../src/ssh/redact.js';

describe('a redacted line', () => {
  it.each([
    [['rabbitmqctl', 'add_user', 'joe', 'geheim'], 'rabbitmqctl add_user joe ***'],
    [['rabbitmqctl', '-q', 'change_password', '-n', 'rabbit@a', 'joe', 'geheim'], undefined],
    [['rabbitmqctl', 'hash_password', 'geheim'], 'rabbitmqctl hash_password ***'],
    [['x', '--password', 'geheim', 'shown'], 'x --password *** shown'],
    [['x', '--erlang-cookie=geheim'], 'x --erlang-cookie=***'],
    [['env', 'RMQ_PASSWORD=geheim', 'x'], 'env RMQ_PASSWORD=*** x'],
    [['x', 'amqp://joe:geheim@mq1/%2f'], 'x amqp://joe:***@mq1/%2f'],
    [['x', '{"uri":"amqps://a:geheim@b","password":"geheim"}'], undefined],
    [['rabbitmqctl', 'encode', '--cipher', 'aes', 'geheim', 'geheim'], undefined],
    [['rabbitmqctl', 'add_user', 'alice', '--', '-Geheim'], 'rabbitmqctl add_user alice -- ***'],
    [['rabbitmqctl', 'add_user', '-q', '--', 'alice', '--geheim=x'], 'rabbitmqctl add_user -q -- alice ***'],
    [['rabbitmqctl', '--', 'change_password', 'alice', '-geheim'], 'rabbitmqctl -- change_password alice ***'],
    [['rabbitmqctl', 'add_user', '--', '-alice', '-q', 'geheim'], undefined],
    [['rabbitmqctl', 'add_user', 'alice', '-geheim'], 'rabbitmqctl add_user alice ***'],
    [['rabbitmqctl', '-q', 'exec', 'IO.puts("geheim")'], 'rabbitmqctl -q exec ***'],
    [['docker', 'exec', '-i', 'mq', 'rabbitmqctl', 'status'], 'docker exec -i mq rabbitmqctl status'],
    [['x', 'amqp://joe:ge@he/geheim@mq1/%2f'], 'x amqp://joe:***@mq1/%2f'],
    [['x', 'amqp://joe:p@"geheim@mq1'], 'x amqp://joe:***@mq1'],
    [['x', 'see amqp://a:x@geheim@b and me@c'], 'x "see amqp://a:***@b and me@c"'],
    [
      ['x', '{"src":"amqp://a:x@/geheim@b","dest":"amqp://a:geheim\\"@c","q":"d"}'],
      `x ${JSON.stringify('{"src":"amqp://a:***@b","dest":"amqp://a:***@c","q":"d"}')}`,
    ],
    [['rabbitmqctl', 'list_queues', 'name'], 'rabbitmqctl list_queues name'],
  ])('of %j', (argv, line) => {
    const shown = redactedLine(argv);
    expect(shown.toLowerCase()).not.toContain('geheim');
    if (line !== undefined) expect(shown).toBe(line);
  });

  it('shows no scripts', () => {
    const shown = redactedLine(toolArgv('rabbitmqctl', ['add_user', 'joe', 'geheim']));
    expect(shown).toBe('sh -c <script> rabbitctl sudo rabbitmqctl add_user joe ***');
  });
});

describe('a command’s name', () => {
  it.each([
    [toolArgv('rabbitmqctl', ['-q', 'list_queues']), 'rabbitmqctl list_queues'],
    [
      ['rabbitmqctl', '--quiet', '--formatter', 'json', '--node', 'rabbit@mq1', 'cluster_status'],
      'rabbitmqctl cluster_status',
    ],
    [['rabbitmqctl', '--node=rabbit@mq1', 'add_user', 'joe'], 'rabbitmqctl add_user'],
    [['rabbitmqctl', '--', 'geheim!'], 'rabbitmqctl'],
    [['systemctl', 'stop', 'rabbitmq-server'], 'systemctl'],
    [['apt-get', 'install', 'x'], 'apt-get'],
  ])('%#: %s', (argv, name) => {
    expect(commandName(argv)).toBe(name);
  });
});
