import { describe, expect, it } from 'vitest';
import deleteQueue from '../../src/commands/delete_queue.js';
import purgeQueue from '../../src/commands/purge_queue.js';
import { DataError, NotOverHttp, NotPermitted } from '../../src/errors.js';
import { requests, runCommand } from './fakes.js';

const locked = new DataError("RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'q' in vhost '/'");
const administrator = { name: 'ops', tags: ['administrator'] };
const erase = (answers: Readonly<Record<string, unknown>>, apiOnly = false) =>
  runCommand(deleteQueue, {
    args: { queue_name: 'q' },
    flags: { 'if-empty': false, 'if-unused': false, force: false },
    apiOnly,
    answers,
  });

describe('delete_queue', () => {
  it('asks the own tool for what belongs to another connection, which that deletes', async () => {
    const { error } = await erase({
      'GET queues/%2F/q': { type: 'classic', messages_ready: 0 },
      'DELETE queues/%2F/q': locked,
      'GET whoami': administrator,
    });
    expect(error).toBeInstanceOf(NotOverHttp);
  });

  it('asks the own tool about a quorum queue before anything is done', async () => {
    const { error, seen } = await erase({ 'GET queues/%2F/q': { type: 'quorum', messages_ready: 3 } });
    expect(error).toBeInstanceOf(NotOverHttp);
    expect(requests(seen)).toEqual(['GET queues/%2F/q']);
  });

  it('deletes it with --api-only, and says that the number may be old', async () => {
    const answers = { 'GET queues/%2F/q': { type: 'quorum', messages_ready: 3 }, 'DELETE queues/%2F/q': undefined };
    const { result, notes } = await erase(answers, true);
    expect(result).toEqual({ kind: 'value', value: 'Queue was successfully deleted with 3 ready messages' });
    expect(notes).toEqual([expect.stringContaining('some seconds old')]);
  });

  it('finds the messages in the list where a single queue does not tell them', async () => {
    const { result } = await erase({
      'GET queues/%2F/q': { type: 'classic' },
      'GET queues/%2F': [
        { name: 'p', messages_ready: 1 },
        { name: 'q', messages_ready: 2 },
      ],
      'DELETE queues/%2F/q': undefined,
    });
    expect(result).toEqual({ kind: 'value', value: 'Queue was successfully deleted with 2 ready messages' });
  });
});

describe('purge_queue', () => {
  it.each([locked, new NotPermitted('Access refused.')])('asks the own tool, which may do all: %s', async (refusal) => {
    const { error } = await runCommand(purgeQueue, {
      args: { queue: 'q' },
      answers: { 'DELETE queues/%2F/q/contents': refusal, 'GET whoami': administrator },
    });
    expect(error).toBeInstanceOf(NotOverHttp);
  });

  it('the tool is no way round for whoever is no administrator', async () => {
    const refusal = new NotPermitted('Access refused.');
    const whoami = { name: 'app', tags: ['management'] };
    const answers = { 'DELETE queues/%2F/q/contents': refusal, 'GET whoami': whoami };
    expect((await runCommand(purgeQueue, { args: { queue: 'q' }, answers })).error).toBe(refusal);
  });
});
