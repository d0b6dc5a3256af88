import { compareVersions } from '../../src/cluster/capabilities.js';

/** Names on which something has broken somewhere. */
export const awkward = {
  /** Where the queues are. */
  vhost: 'parity / "main"',
  emptyVhost: 'parity empty',
  /** The tool's pretty_table cannot draw names beyond Latin-1. */
  latinVhost: 'parity latin',
  /** Of whose queues' arguments HTTP tells all that the tool prints, on every version. */
  fewArgumentsVhost: 'parity few arguments',
  names: [
    'with space',
    'quo"te\'s',
    'tab\tbed',
    'back\\slash \\n',
    'sla/sh',
    '100% %2F',
    'Ünïcode é e\u0301',
    '🐇🚀',
    'עברית',
    '日本語',
    '$HOME `x` $(y)',
    '<<"q">>',
    '-dash',
    'comma,semi;colon',
  ],
} as const;

const vhost = awkward.vhost;
const user = (name: string, tags: string) => ({ name: `u ${name}`, password: `secret of ${name}`, tags });
const policy = (name: string, pattern: string, definition: Record<string, unknown>, priority = 0, applyTo = 'all') => ({
  ...{ vhost, name, pattern, definition, priority, 'apply-to': applyTo },
});

/** Everything that does not need a connection of its own, as POST /api/definitions takes it. */
const definitions = {
  vhosts: [
    { name: vhost, description: 'queues, "quoted"\tand é', tags: ['one', 'zwei é'] },
    { name: awkward.emptyVhost },
    { name: awkward.latinVhost },
    { name: awkward.fewArgumentsVhost },
    ...awkward.names.map((name) => ({ name: `v ${name}` })),
  ],
  users: [
    ...awkward.names.map((name) => user(name, '')),
    user('one tag', 'monitoring'),
    user('many tags', 'management,policymaker,my own,é'),
  ],
  permissions: [
    ...awkward.names.map((name) => ({
      user: `u ${name}`,
      vhost,
      configure: '^\\d+"$',
      write: name.replace(/[$()`*+?\\]/g, ''),
      read: '',
    })),
    { user: 'u one tag', vhost: 'v tab\tbed', configure: '.*', write: '.*', read: '^(a|b)\t$' },
  ],
  topic_permissions: [],
  parameters: [],
  policies: [
    policy('limit', '^limited', { 'max-length': 1000, overflow: 'reject-publish' }, 3, 'queues'),
    policy('é "x"\t', '^nothing\\.\\d+$', { 'dead-letter-exchange': 'dl "é"', 'message-ttl': 60000 }, -1),
    policy('sla/sh 🐇', '^amq\\.', { 'alternate-exchange': 'a\\b' }, 0, 'exchanges'),
    policy('%2F', '', { expires: 1800000000 }, 0, 'queues'),
  ],
  exchanges: awkward.names.map((name) => ({
    ...{ name: `x ${name}`, vhost, type: 'topic', durable: true, auto_delete: false, internal: false },
    arguments: { 'alternate-exchange': name },
  })),
  queues: [
    ...['one', 'back\\slash é', 'quo"te'].map((name, index) => ({
      ...{ name, vhost: awkward.latinVhost, durable: true, auto_delete: false },
      arguments: index === 0 ? {} : { 'x-queue-type': 'classic', 'x-max-length': index },
    })),
    ...[{}, { 'x-max-length': 5 }, { 'x-dead-letter-exchange': 'é "q"\t🐇' }, { 'x-own': [1, 'two', true] }].map(
      (arguments_, index) => ({
        ...{ name: `few ${index}`, vhost: awkward.fewArgumentsVhost, durable: true, auto_delete: false },
        arguments: arguments_,
      }),
    ),
  ],
  bindings: awkward.names.slice(1).map((name) => ({
    ...{ source: `x ${name}`, vhost, destination: 'x with space', destination_type: 'exchange' },
    ...{ routing_key: `${name}.#`, arguments: { n: 1, text: name } },
  })),
};

/** 3.8.9 takes the tags of users for Latin-1 when it imports them: its own tool then prints `Ã©`. */
export function definitionsFor(version: string): typeof definitions {
  if (compareVersions(version, '3.9.0') >= 0) return definitions;
  return { ...definitions, users: definitions.users.map((one) => ({ ...one, tags: one.tags.replace(',é', '') })) };
}
