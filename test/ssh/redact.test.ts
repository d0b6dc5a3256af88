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
    [['rabbitmqctl', 'list_queues', 'name'], 'rabbitmqctl list_queues name'],
  ])('of %j', (argv, line) => {
    const shown = redactedLine(argv);
    expect(shown).not.toContain('geheim');
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
    [['systemctl', 'stop', 'rabbitmq-server'], 'systemctl'],
    [['apt-get', 'install', 'x'], 'apt-get'],
  ])('%#: %s', (argv, name) => {
    expect(commandName(argv)).toBe(name);
  });
});
