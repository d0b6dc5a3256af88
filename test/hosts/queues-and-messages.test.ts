import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import { until } from '../lab/until.js';
import { withLab } from '../lab/with-lab.js';
import { type AsAdministrator, asAdministrator } from './as-administrator.js';
import { Operator } from './operator.js';
import { Watched } from './processes.js';
import { ensureAlone } from './states.js';

const vhost = 'a b/c';
const unspeakable = 'ü';
const name = 'new orders/ü';

withLab('trixie', 'queues, exchanges, bindings and messages over HTTP', (lab: () => Lab) => {
  let operator: Operator;
  let restricted: Operator;
  let http: AsAdministrator;

  beforeAll(async () => {
    const host = lab().hosts.at(-1);
    if (host === undefined) throw new Error('a lab has a host');
    await ensureAlone(host);
    http = asAdministrator(lab(), host);
    for (const each of [vhost, unspeakable]) await http('PUT', `vhosts/${encodeURIComponent(each)}`);
    await http('PUT', 'users/part', { password: 'part-secret', tags: 'administrator' });
    await http('PUT', `permissions/${encodeURIComponent(vhost)}/part`, {
      configure: '^own',
      write: '^own',
      read: '^own',
    });
    operator = new Operator(lab(), { hosts: [host] });
    restricted = new Operator(lab(), {
      hosts: [host],
      api: { username: 'part', password_command: ['echo', 'part-secret'] },
    });
  });
  afterAll(async () => {
    operator?.leave();
    restricted?.leave();
    for (const each of [vhost, unspeakable]) await http('DELETE', `vhosts/${encodeURIComponent(each)}`);
    await http('DELETE', 'users/part');
  });

  const run = (...argv: string[]) => operator.run(...argv, '-p', vhost);
  const json = async (...argv: string[]) => {
    const { code, stdout, stderr } = await run(...argv, '--json');
    expect({ argv, code, stderr }).toEqual({ argv, code: 0, stderr: '' });
    return JSON.parse(stdout) as readonly Record<string, unknown>[];
  };
  const seen = (path: string) => http('GET', `${path.replace('VHOST', encodeURIComponent(vhost))}`);
  const done = async (...argv: string[]) =>
    expect({ argv, ...(await run(...argv)) }).toMatchObject({ argv, code: 0, stderr: '' });
  const refused = async (code: number, says: string, ...argv: string[]) =>
    expect({ argv, ...(await run(...argv)) }).toMatchObject({ argv, code, stderr: expect.stringContaining(says) });

  test.each([
    ['classic', ['--no-durable', '--auto-delete'], { durable: false, auto_delete: true }],
    ['quorum', ['--arguments', '{"x-max-length":10}'], { durable: true, arguments: { 'x-max-length': 10 } }],
    ['stream', [], { durable: true, auto_delete: false }],
  ])('declares a %s queue, and the same again', async (type, options, wanted) => {
    const argv = ['declare_queue', `${name} ${type}`, '--queue-type', type, ...options];
    await done(...argv);
    await done(...argv);
    expect(await seen(`queues/VHOST/${encodeURIComponent(`${name} ${type}`)}`)).toMatchObject({ type, ...wanted });
    await refused(65, 'there already', 'declare_queue', `${name} ${type}`, '--arguments', '{"x-expires":99999}');
  });

  test('declares exchanges with all that they have', async () => {
    const argv = ['declare_exchange', name, '--type', 'topic', '--internal', '--no-durable', '--auto-delete'];
    await done(...argv, '--arguments', '{"alternate-exchange":"amq.fanout"}');
    expect(await seen(`exchanges/VHOST/${encodeURIComponent(name)}`)).toMatchObject({
      ...{ type: 'topic', internal: true, durable: false, auto_delete: true },
      arguments: { 'alternate-exchange': 'amq.fanout' },
    });
    await refused(65, "unknown exchange type 'nonsense'", 'declare_exchange', 'x', '--type', 'nonsense');
  });

  test('what cannot be declared says why', async () => {
    await refused(65, 'line break', 'declare_queue', 'a\nb');
    await refused(65, '255 bytes', 'declare_queue', 'ü'.repeat(128));
    await refused(65, 'unsupported queue type', 'declare_queue', 'x', '--arguments', '{"x-queue-type":"nonsense"}');
    await refused(
      64,
      '--queue-type says',
      'declare_queue',
      'x',
      '--queue-type',
      'quorum',
      '--arguments',
      '{"x-queue-type":"stream"}',
    );
    await refused(77, "the server's own", 'declare_queue', 'amq.mine');
    const nowhere = await operator.run('declare_queue', 'x', '-p', 'nowhere');
    expect(nowhere).toMatchObject({ code: 65, stderr: "Error: Virtual host 'nowhere' does not exist\n" });
  });

  test('binds and unbinds by every awkward routing key, with and without arguments', async () => {
    await done('declare_exchange', 'from', '--type', 'topic');
    await done('declare_queue', 'to/ü');
    const ends = ['--source', 'from', '--destination', 'to/ü'];
    for (const key of ['', 'a.#/+ 100%25?&', 'tab\tline\n🐇']) {
      await done('declare_binding', ...ends, '--routing-key', key, '--arguments', '{"n":9007199254740993,"f":1.0}');
      await done('declare_binding', ...ends, '--routing-key', key);
      await done('delete_binding', ...ends, '--routing-key', key);
      await refused(65, 'other arguments: {', 'delete_binding', ...ends, '--routing-key', key);
      await done('delete_binding', ...ends, '--routing-key', key, '--arguments', '{"f":1.0,"n":9007199254740993}');
      await done('delete_binding', ...ends, '--routing-key', key, '--idempotently');
    }
    expect(await seen('exchanges/VHOST/from/bindings/source')).toEqual([]);
    await done('declare_binding', ...ends, '--routing-key', 'a~b');
    await refused(
      65,
      'a routing key with ~ and arguments',
      'declare_binding',
      ...ends,
      '--routing-key',
      '~',
      '--arguments',
      '{"a":1}',
    );
    await refused(65, "no queue 'none'", 'declare_binding', '--source', 'from', '--destination', 'none');
    await refused(64, 'default exchange', 'declare_binding', '--source', '', '--destination', 'to/ü');
  });

  test('deletes by pattern: shown first, asked, and only then gone', async () => {
    for (const exchange of ['test-1', 'test-2/ü', 'other']) await done('declare_exchange', exchange);
    const argv = ['delete_exchange', '--pattern', '^test-'];
    const both = [{ name: 'test-1' }, { name: 'test-2/ü' }];
    expect(await json(...argv, '--dry-run')).toEqual(both);
    await refused(64, 'Nothing was touched', ...argv);
    expect(await json(...argv, '--dry-run')).toEqual(both);
    expect(await json(...argv, '--yes')).toEqual(both);
    expect(await json(...argv, '--yes')).toEqual([]);
    // The server's own are left out of what matches everything.
    expect((await json('delete_exchange', '--pattern', '', '--dry-run')).map((row) => row.name)).toContain('other');
    await done('delete_exchange', 'other', '--dry-run');
    await done('delete_exchange', 'other');
    await refused(65, 'no exchange "other"', 'delete_exchange', 'other');
    await done('delete_exchange', 'other', '--idempotently');
    await refused(77, "the server's own", 'delete_exchange', 'amq.direct');
    await refused(64, 'no regular expression', 'delete_exchange', '--pattern', '(');
  });

  test.each([
    ['no', 'n\r', 0, 2],
    ['nothing', '\r', 0, 2],
    ['Ctrl-C', '\u0003', 130, 2],
    ['yes', 'y\r', 0, 0],
  ])('a delete by pattern asked on a terminal: %s', async (_, typed, code, left) => {
    const names = ['asked-1', 'asked-2'];
    for (const exchange of names) await done('declare_exchange', exchange);
    const argv = ['delete_exchange', '--pattern', '^asked-'];
    const command = new Watched(operator.onTerminal(...argv, '-p', vhost));
    await command.says(/Delete these 2 exchanges\? \[y\/N\] /);
    for (const exchange of names) expect(command.stdout).toContain(`  "${exchange}"`);
    command.child.stdin.write(typed);
    const ended = await command.ended;
    expect(ended.code).toBe(code);
    if (code === 0 && left > 0) expect(ended.stdout).toContain('Nothing was deleted.');
    expect(await json(...argv, '--dry-run')).toHaveLength(left);
  });

  test('deletes bindings by pattern', async () => {
    await done('declare_exchange', 'many', '--type', 'topic');
    await done('declare_queue', 'q');
    for (const key of ['old.1', 'old.2', 'new']) {
      await done('declare_binding', '--source', 'many', '--destination', 'q', '--routing-key', key);
    }
    const argv = ['delete_binding', '--source', 'many', '--pattern', '^old'];
    await refused(64, 'Delete these 2 bindings?', ...argv);
    expect((await json(...argv, '--yes')).map((row) => row.routing_key)).toEqual(['old.1', 'old.2']);
    expect((await json('delete_binding', '--source', 'many', '--pattern', '', '--dry-run')).length).toBe(1);
  });

  test('every byte of a message arrives: typed, from a file, from stdin', async () => {
    await done('declare_queue', 'm/ü', '--queue-type', 'quorum');
    const bytes = randomBytes(100_000);
    const file = join(operator.home, 'message');
    writeFileSync(file, bytes);
    const send = ['publish_message', '--routing-key', 'm/ü'];
    await done(
      ...send,
      '--payload',
      'ü\n',
      '--properties',
      '{"content_type":"text/plain","priority":3}',
      '--headers',
      '{"a":1,"b":{"c":[true,"ü"]}}',
    );
    await done(...send, '--file', file);
    expect(await operator.shell(`"$@" publish_message -p '${vhost}' --routing-key m/ü < ${file}`)).toMatchObject({
      code: 0,
    });
    const got = await json('get_messages', 'm/ü', '--count', '5', '--ack-mode', 'ack_requeue_false');
    expect(got.map(({ payload_bytes, payload_encoding }) => [payload_bytes, payload_encoding])).toEqual([
      [3, 'string'],
      [100_000, 'base64'],
      [100_000, 'base64'],
    ]);
    expect(got[0]).toMatchObject({
      ...{ payload: 'ü\n', routing_key: 'm/ü', exchange: '', redelivered: false, message_count: 2 },
      properties: { content_type: 'text/plain', priority: 3, headers: { a: 1, b: { c: [true, 'ü'] } } },
    });
    for (const { payload } of got.slice(1)) expect(Buffer.from(String(payload), 'base64').equals(bytes)).toBe(true);
    expect(await json('get_messages', 'm/ü')).toEqual([]);
  });

  test('messages go back to the queue unless told otherwise, and are cut when asked', async () => {
    await done('declare_queue', 'back');
    await done('publish_message', '--routing-key', 'back', '--payload', 'hello');
    expect((await json('get_messages', 'back', '--truncate', '2'))[0]).toMatchObject({
      payload: 'he',
      payload_bytes: 5,
    });
    expect((await json('get_messages', 'back'))[0]).toMatchObject({ payload: 'hello', redelivered: true });
    const text = await run('get_messages', 'back', '--ack-mode', 'reject_requeue_false', '--silent');
    expect(text.stdout).toBe('back\t\t0\thello\t5\tstring\ttrue\t[]\n');
    expect(await json('get_messages', 'back')).toEqual([]);
  });

  test('a message that goes nowhere is a failure, and so is one that the server does not take', async () => {
    const send = ['publish_message', '--payload', 'x'];
    await done('declare_queue', 'slow', '--queue-type', 'stream');
    await refused(69, 'no queue got the message', ...send, '--exchange', 'amq.topic', '--routing-key', 'none');
    await refused(65, 'There is no exchange "none"', ...send, '--exchange', 'none');
    await refused(65, 'no property "nonsense"', ...send, '--properties', '{"nonsense":1}');
    await refused(65, 'priority is a whole number', ...send, '--properties', '{"priority":"a"}');
    await refused(65, "invalid expiration 'abc'", ...send, '--properties', '{"expiration":"abc"}');
    await refused(64, 'exclude each other', ...send, '--file', 'x');
    await refused(65, 'cannot be read: ENO', 'publish_message', '--file', '/dev/null/nothing');
    await refused(65, 'There is no queue "none"', 'get_messages', 'none');
    // A stream that has only just been declared may have no leader yet, and the server then says 500.
    await until('the stream to answer', async () => (await run('get_messages', 'slow')).code === 65);
    await refused(65, 'not supported by stream queues', 'get_messages', 'slow');
    await refused(64, '--count is at least 1', 'get_messages', 'none', '--count', '0');
  });

  test('what a server refuses in words that it cannot write is found out', async () => {
    const refusedThere = async (code: number, says: string, ...argv: string[]) =>
      expect({ argv, ...(await operator.run(...argv, '-p', unspeakable)) }).toMatchObject({
        ...{ argv, code },
        stderr: expect.stringContaining(says),
      });
    await operator.run('declare_queue', 'q', '--queue-type', 'stream', '-p', unspeakable);
    await refusedThere(65, 'queue "q" is there already, and not the same', 'declare_queue', 'q');
    await refusedThere(65, 'queue "x" is refused', 'declare_queue', 'x', '--arguments', '{"x-max-length":"a"}');
    await refusedThere(65, 'There is no exchange "x"', 'declare_binding', '--source', 'x', '--destination', 'q');
    await refusedThere(65, 'is a stream', 'get_messages', 'q');
    const internal = ['publish_message', '--exchange', 'amq.rabbitmq.trace', '--payload', 'x'];
    await refusedThere(65, 'refuses the message', ...internal);
  });

  test('an administrator without permissions is told which are needed', async () => {
    await done('declare_queue', 'own');
    await done('declare_queue', 'other');
    await done('declare_exchange', 'own-exchange', '--type', 'topic');
    await done('declare_exchange', 'kept');
    const needs = async (permission: string, ...argv: string[]) => {
      const ended = await restricted.run(...argv, '-p', vhost);
      const says = `user "part" needs in virtual host "${vhost}" the permission ${permission}`;
      expect({ argv, ...ended }).toMatchObject({ argv, code: 77, stderr: expect.stringContaining(says) });
    };
    await needs('configure for queue "x"', 'declare_queue', 'x');
    await needs(
      'configure for queue "own-2" and read for queue "own-2" and write for exchange "dlx"',
      'declare_queue',
      'own-2',
      '--arguments',
      '{"x-dead-letter-exchange":"dlx"}',
    );
    await needs('configure for exchange "x"', 'declare_exchange', 'x');
    await needs('configure for exchange "kept"', 'delete_exchange', 'kept');
    await needs('configure for exchange "kept"', 'delete_exchange', '--pattern', '^kept$', '--yes');
    const bound = 'write for queue "other" and read for exchange "own-exchange"';
    await needs(bound, 'declare_binding', '--source', 'own-exchange', '--destination', 'other');
    await done('declare_binding', '--source', 'own-exchange', '--destination', 'other');
    await needs(bound, 'delete_binding', '--source', 'own-exchange', '--destination', 'other');
    await needs('write for exchange "kept"', 'publish_message', '--exchange', 'kept', '--payload', 'x');
    await needs('write for exchange amq.default', 'publish_message', '--routing-key', 'own', '--payload', 'x');
    await needs('read for queue "other"', 'get_messages', 'other');
    expect(await restricted.run('get_messages', 'own', '-p', vhost)).toMatchObject({ code: 0 });
  });
});
