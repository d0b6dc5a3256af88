import { describe, expect, it } from 'vitest';
import { ApiUnavailable } from '../../src/api/errors.js';
import { jsonText } from '../../src/cli/json-text.js';
import declareBinding from '../../src/commands/declare_binding.js';
import declareExchange from '../../src/commands/declare_exchange.js';
import declareQueue from '../../src/commands/declare_queue.js';
import deleteBinding from '../../src/commands/delete_binding.js';
import deleteExchange from '../../src/commands/delete_exchange.js';
import getMessages from '../../src/commands/get_messages.js';
import publishMessage from '../../src/commands/publish_message.js';
import { NotFound, NotPermitted } from '../../src/errors.js';
import { requests, rowsOf, runCommand } from './fakes.js';

const crash = new ApiUnavailable('server', 'mq1 failed to answer: HTTP 500', { reached: true });

describe('a refusal that the server cannot write, for letters in a name', () => {
  const flags = { durable: true };

  it('says that the queue is there already and not the same', async () => {
    const answers = { 'PUT queues/%2F/%C3%BC': crash, 'GET queues/%2F/%C3%BC': {} };
    const { error } = await runCommand(declareQueue, { args: { name: 'ü' }, flags, answers });
    expect(error).toMatchObject({ exitCode: 65, message: 'queue "ü" is there already, and not the same' });
  });

  it('says that it is refused where nothing is there', async () => {
    const answers = { 'PUT exchanges/%2F/%C3%BC': crash };
    const { error } = await runCommand(declareExchange, { args: { name: 'ü' }, flags, answers });
    expect(error).toMatchObject({ exitCode: 65, message: 'exchange "ü" is refused' });
  });

  it('is a failure of the server with other names', async () => {
    const answers = { 'PUT queues/%2F/u': crash, 'GET queues/%2F/u': {} };
    const { error } = await runCommand(declareQueue, { args: { name: 'u' }, flags, answers });
    expect(error).toBe(crash);
  });

  it('says which end of a binding is missing', async () => {
    const ends = { source: 'e', destination: 'ü', 'destination-type': 'queue' };
    const post = { 'POST bindings/%2F/e/e/q/%C3%BC': crash };
    const none = await runCommand(declareBinding, { flags: ends, answers: post });
    expect(none.error?.message).toBe('There is no exchange "e"');
    const half = await runCommand(declareBinding, { flags: ends, answers: { ...post, 'GET exchanges/%2F/e': {} } });
    expect(half.error?.message).toBe('There is no queue "ü"');
  });
});

describe('deleting by pattern', () => {
  const list = { 'GET exchanges/%2F': ['', 'amq.direct', 'a1', 'a2', 'a3', 'b'].map((name) => ({ name })) };
  const flags = { pattern: /^a/, 'dry-run': false };
  const yes = async () => true;

  it('touches nothing when the answer is no', async () => {
    const given = { flags, answers: list, confirm: async () => false };
    const { result, seen, notes } = await runCommand(deleteExchange, given);
    expect([rowsOf(result), requests(seen), notes]).toEqual([[], ['GET exchanges/%2F'], ['Nothing was deleted.']]);
  });

  it('leaves out what somebody else has deleted meanwhile', async () => {
    const answers = { ...list, 'DELETE exchanges/%2F/a1': undefined, 'DELETE exchanges/%2F/a3': undefined };
    const { result } = await runCommand(deleteExchange, { flags, answers, confirm: yes });
    expect(rowsOf(result)).toEqual([['a1'], ['a3']]);
  });

  it('says how far it came when one cannot be deleted', async () => {
    const answers = {
      ...list,
      'DELETE exchanges/%2F/a1': undefined,
      'DELETE exchanges/%2F/a2': new NotPermitted('no'),
    };
    const { error } = await runCommand(deleteExchange, { flags, answers, confirm: yes });
    expect(error).toMatchObject({
      exitCode: 77,
      message: '"a2" could not be deleted: no',
      hint: '1 of 3 were deleted before it.',
      details: { deleted: ['"a1"'] },
    });
  });

  it('shows twenty at most in its question', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ name: `a${index}` }));
    const asked: string[] = [];
    const confirm = async (question: string) => asked.push(question) === 0;
    await runCommand(deleteExchange, { flags, answers: { 'GET exchanges/%2F': many }, confirm });
    expect(asked[0]?.split('\n').slice(-2)).toEqual([
      '  and 10 more (--dry-run lists all)',
      'Delete these 30 exchanges?',
    ]);
  });
});

describe('delete_binding', () => {
  const flags = { source: 'e', destination: 'q', 'destination-type': 'queue', 'routing-key': 'k' };
  const between = 'GET bindings/%2F/e/e/q/q';

  it('finds it by its arguments, in whatever order', async () => {
    const binding = { routing_key: 'k', arguments: { a: 1, b: { c: [1], d: 2 } }, properties_key: 'k~x' };
    const wanted = jsonText('{"b":{"d":2,"c":[1]},"a":1}', 'arguments');
    const answers = { [between]: [binding], 'DELETE bindings/%2F/e/e/q/q/k~x': undefined };
    const { error, seen } = await runCommand(deleteBinding, { flags: { ...flags, arguments: wanted }, answers });
    expect([error, requests(seen).at(-1)]).toEqual([undefined, 'DELETE bindings/%2F/e/e/q/q/k~x']);
  });

  it('fails when it is gone meanwhile, but not idempotently', async () => {
    const answers = { [between]: [{ routing_key: 'k', properties_key: 'k' }] };
    expect((await runCommand(deleteBinding, { flags, answers })).error).toMatchObject({ exitCode: 65 });
    const idempotently = { ...flags, idempotently: true };
    expect((await runCommand(deleteBinding, { flags: idempotently, answers })).error).toBeUndefined();
  });
});

describe('messages', () => {
  it('sends every byte of stdin', async () => {
    const answers = { 'POST exchanges/%2F/amq.default/publish': { routed: true } };
    const { error, seen } = await runCommand(publishMessage, { answers, stdin: Buffer.of(0, 255, 10) });
    expect(error).toBeUndefined();
    expect(seen[0]?.body).toEqual({ routing_key: '', properties: {}, payload: 'AP8K', payload_encoding: 'base64' });
  });

  it('a virtual host, and an exchange or queue, that is not there', async () => {
    const nowhere = { 'POST exchanges/%2F/amq.default/publish': new NotFound('vhost_not_found') };
    expect((await runCommand(publishMessage, { answers: nowhere })).error?.message).toMatch(/^Virtual host/);
    const { error } = await runCommand(getMessages, { args: { queue: 'q' }, flags: { count: 1 } });
    expect(error).toMatchObject({ exitCode: 65, message: 'There is no queue "q" in virtual host "/"' });
  });
});
