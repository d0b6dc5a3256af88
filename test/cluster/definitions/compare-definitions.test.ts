import { describe, expect, it } from 'vitest';
import { compareDefinitions } from '../../../src/cluster/definitions/compare-definitions.js';
import { differencesJson, differencesText } from '../../../src/cluster/definitions/difference-report.js';
import { readDefinitions } from '../../../src/cluster/definitions/read-definitions.js';

const read = (definitions: object, without: readonly string[] = []) =>
  readDefinitions(JSON.stringify(definitions), 'file', { without: new Set(without) });
const compare = (first: object, second: object, options = {}) =>
  compareDefinitions(read(first), read(second), options).map(({ change, object, fields }) =>
    [change, object.kind, object.name, ...fields.map(({ field }) => field)].join(' '),
  );
const queue = (name: string, given: object = {}, more: object = {}) => ({
  ...{ name, vhost: '/', durable: true, auto_delete: false, arguments: given },
  ...more,
});

describe('what is the same', () => {
  it('whatever order it is in, of objects, keys and tags', () => {
    const [one, other] = [queue('a', { 'x-max-length': 1, 'x-expires': 2 }), queue('b')];
    const turned = queue('a', { 'x-expires': 2, 'x-max-length': 1 });
    expect(compare({ queues: [one, other] }, { queues: [other, turned] })).toEqual([]);
    const user = (tags: unknown) => ({ users: [{ name: 'u', password_hash: 'h', tags }] });
    // 3.8 writes a text.
    expect(compare(user('monitoring,policymaker'), user(['policymaker', 'monitoring']))).toEqual([]);
  });

  it('what a version writes and another one leaves out', () => {
    const old = { rabbit_version: '3.8.9', vhosts: [{ name: '/' }], queues: [queue('q')] };
    const metadata = { description: 'Default virtual host', tags: [], default_queue_type: 'classic' };
    const now = {
      rabbitmq_version: '4.0.5',
      vhosts: [{ name: '/', ...metadata, metadata, limits: [] }],
      queues: [queue('q', { 'x-queue-type': 'classic' }, { type: 'classic' })],
    };
    expect(compare(old, now)).toEqual([]);
  });

  it('a queue without a type is of the type of its virtual host', () => {
    const vhosts = [{ name: '/', default_queue_type: 'quorum' }];
    expect(
      compare({ vhosts, queues: [queue('q')] }, { vhosts, queues: [queue('q', { 'x-queue-type': 'quorum' })] }),
    ).toEqual([]);
  });

  it('internal parameters, and those of a run of ours', () => {
    const parameters = ['internal_cluster_id', 'imported_definition_hash_value', 'rabbitctl_lock'].map((name) => ({
      name,
      value: 1,
    }));
    expect([...read({ global_parameters: parameters }, ['rabbitctl_lock']).keys()]).toEqual([]);
  });
});

describe('what differs', () => {
  const first = {
    users: [{ name: 'u', password_hash: 'one', tags: [] }],
    queues: [queue('a', { 'x-max-length': 1 }), queue('gone')],
    bindings: [
      { source: 'e', vhost: '/', destination: 'a', destination_type: 'queue', routing_key: 'k', arguments: {} },
    ],
  };
  const second = {
    users: [{ name: 'u', password_hash: 'two', tags: [] }],
    queues: [queue('a', { 'x-max-length': 2 })],
    bindings: [{ ...first.bindings[0], routing_key: 'l' }],
  };
  const all = [
    'changed users u password_hash',
    'changed queues a arguments',
    'removed queues gone',
    'removed bindings e → queue a (key k)',
    'added bindings e → queue a (key l)',
  ];

  it('is told by kind and name; passwords and kinds may be left out', () => {
    expect(compare(first, second)).toEqual(all);
    expect(compare(first, second, { ignorePasswords: true })).toEqual(all.slice(1));
    expect(compare(first, second, { ignore: new Set(['bindings', 'users']) })).toEqual(all.slice(1, 3));
  });

  it('is printed without hashes and without passwords in URIs', () => {
    const shovel = (password: string) => ({
      parameters: [
        {
          vhost: '/',
          component: 'shovel',
          name: 's',
          value: { 'src-uri': `amqp://u:${password}@mq1`, queue: password },
        },
      ],
    });
    const differences = [
      ...compareDefinitions(read(first), read(second)),
      ...compareDefinitions(read(shovel('1')), read(shovel('2'))),
    ];
    const names = ['a', 'b'] as const;
    const text = differencesText(names, differences);
    expect(text).toContain('~ user u: another password, or the same with another salt');
    expect(text).toContain('arguments.x-max-length 1 → 2');
    expect(text).toContain('amqp://u:***@mq1');
    expect(`${text}${differencesJson(names, differences)}`).not.toMatch(/u:[12]@|"(one|two)"/);
    expect(JSON.parse(differencesJson(names, differences))).toMatchObject({
      version: 1,
      equal: false,
      first: 'a',
      second: 'b',
    });
  });

  it('a whole number that JSON cannot hold is compared to the last digit', () => {
    const args = (number: string) =>
      readDefinitions(`{"queues":[{"name":"q","vhost":"/","arguments":{"x-a":${number}}}]}`, 'f');
    expect(compareDefinitions(args('9007199254740993'), args('9007199254740992'))).toHaveLength(1);
  });
});

it.each(['[]', 'x', '{"queues":5}'])('%s is no definitions', (text) => {
  expect(() => readDefinitions(text, 'f.json')).toThrow(/f\.json/);
});
