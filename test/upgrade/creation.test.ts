import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { printJson } from '../../src/api/json.js';
import { changesPassword, lackingDefinitions, readDefinitions } from '../../src/upgrade/creation/definitions.js';
import { placesIn } from '../../src/upgrade/membership/replica-lag.js';

describe('definitions that a cluster lacks', () => {
  const queue = {
    name: 'orders',
    vhost: '/',
    durable: true,
    auto_delete: false,
    arguments: { 'x-queue-type': 'quorum' },
  };

  it('are those that are not there, and those that are there otherwise', () => {
    const wanted = { vhosts: [{ name: '/' }, { name: 'shop' }], queues: [queue, { ...queue, name: 'new' }] };
    const there = { vhosts: [{ name: '/', limits: [] }], queues: [{ ...queue, durable: false }] };
    expect(lackingDefinitions(wanted, there)).toEqual(['vhosts: shop', 'queues: orders / (durable)', 'queues: new /']);
  });

  it('are none for what 4.0 adds to a queue, or for another order of keys', () => {
    const old = {
      queues: [{ ...queue, arguments: {} }],
      bindings: [
        {
          source: 'in',
          vhost: '/',
          destination: 'orders',
          destination_type: 'queue',
          routing_key: '',
          arguments: { a: 1, b: 2 },
        },
      ],
    };
    const there = {
      queues: [{ ...queue, arguments: { 'x-queue-type': 'classic' } }],
      bindings: [{ ...old.bindings[0], arguments: { b: 2, a: 1 } }],
    };
    expect(lackingDefinitions(old, there)).toEqual([]);
    expect(lackingDefinitions(there, { ...there, queues: old.queues })).toEqual(['queues: orders / (arguments)']);
  });

  it('tells a password that would lock us out', () => {
    const users = [{ name: 'ops', password_hash: 'new' }];
    expect(changesPassword({ users }, 'ops', 'old')).toBe(true);
    expect(changesPassword({ users }, 'ops', 'new')).toBe(false);
    expect(changesPassword({ users }, 'boss', 'old')).toBe(false);
  });

  it('are none when the server has written more than was asked for, or its own name', () => {
    const wanted = {
      queues: [{ name: 'orders', vhost: '/', durable: true }],
      global_parameters: [{ name: 'cluster_name', value: 'old' }],
    };
    expect(lackingDefinitions(wanted, { queues: [queue], global_parameters: [] })).toEqual([]);
  });
});

describe('a file of definitions', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rabbitctl-definitions-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(directory, name), content);
    return join(directory, name);
  };

  it('may be packed; a lock of ours in it is left out', async () => {
    const text = JSON.stringify({
      global_parameters: [
        { name: 'rabbitctl_lock', value: {} },
        { name: 'mine', value: 1 },
      ],
    });
    expect(await readDefinitions(file('packed.gz', gzipSync(text)))).toEqual({
      global_parameters: [{ name: 'mine', value: 1 }],
    });
  });

  it('keeps numbers that JSON.parse would change', async () => {
    const text = '{"parameters":[{"value":{"large":9007199254740993,"whole":1.0}}]}';
    expect(printJson(await readDefinitions(file('numbers.json', text)))).toBe(text);
  });

  it.each(['', '[]', '"text"', '{'])('is refused when it is %j', async (text) => {
    await expect(readDefinitions(file('broken.json', text))).rejects.toThrow(/definitions/);
  });
});

describe('how far a replica is', () => {
  it('of a quorum queue, by the names of each version', () => {
    const rows = (log: string) => [
      { 'Node Name': 'a', 'Raft State': 'leader', [log]: 12, 'Commit Index': 11 },
      { 'Node Name': 'b', 'Raft State': 'follower', [log]: 7, 'Commit Index': 7 },
    ];
    expect(placesIn(rows('Log Index'), 'b')).toEqual({ goal: 11, own: 7 });
    expect(placesIn(rows('Last Log Index'), 'b')).toEqual({ goal: 11, own: 7 });
    expect(placesIn(rows('Last Log Index').slice(1), 'b')).toEqual({ own: 7 });
    expect(placesIn(rows('Log Index'), 'c')).toEqual({ goal: 11 });
  });

  it('of a stream, which may be empty', () => {
    const rows = [
      { role: 'writer', node: 'a', offset: 20, committed_offset: 19 },
      { role: 'replica', node: 'b', offset: 'undefined', committed_offset: 'undefined' },
    ];
    expect(placesIn(rows, 'b')).toEqual({ goal: 19, own: 0 });
    expect(
      placesIn(
        [
          { role: 'writer', node: 'a', offset: 'undefined' },
          { role: 'replica', node: 'b' },
        ],
        'b',
      ),
    ).toEqual({ goal: 0, own: 0 });
  });
});
