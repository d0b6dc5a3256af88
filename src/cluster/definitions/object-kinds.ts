import { asRecord } from '../../api/shapes.js';

type Fields = Readonly<Record<string, unknown>>;

/** What definitions hold, in the order in which the server imports it. */
export const objectKinds = [
  'users',
  'vhosts',
  'permissions',
  'topic_permissions',
  'parameters',
  'global_parameters',
  'policies',
  'exchanges',
  'queues',
  'bindings',
] as const;

export type ObjectKind = (typeof objectKinds)[number];

/** How objects of one kind are told apart and compared. */
export interface Kind {
  /** One of it, in words. */
  readonly noun: string;
  /** Fields that name it; the first ones of what is in a virtual host are that and the name. */
  readonly key: readonly string[];
  /** Its other fields, with what a version that does not write one means by that. */
  readonly fields: (object: Fields) => Fields;
  /** An import leaves one that is there as it is, whatever the file says. */
  readonly kept?: true;
}

export const kinds: Readonly<Record<ObjectKind, Kind>> = {
  users: {
    noun: 'user',
    key: ['name'],
    fields: ({ password_hash = '', password, hashing_algorithm, tags = '', limits = {} }) => ({
      ...(password === undefined ? { password_hash, hashing_algorithm: algorithm(hashing_algorithm) } : { password }),
      ...{ tags: listed(tags), limits },
    }),
  },
  vhosts: {
    noun: 'virtual host',
    key: ['name'],
    // Up to 3.8 it has a name alone; later the same stands in it twice.
    fields: (vhost) => {
      const { description, tags, default_queue_type } = { ...asRecord(vhost.metadata), ...defined(vhost) };
      const type = default_queue_type === 'undefined' ? undefined : default_queue_type;
      const told = description === 'Default virtual host' ? '' : (description ?? '');
      return { description: told, tags: listed(tags ?? ''), default_queue_type: type ?? 'classic' };
    },
  },
  permissions: { noun: 'permission', key: ['vhost', 'user'], fields: only('configure', 'write', 'read') },
  topic_permissions: {
    noun: 'topic permission',
    key: ['vhost', 'user', 'exchange'],
    fields: only('write', 'read'),
  },
  parameters: { noun: 'parameter', key: ['vhost', 'component', 'name'], fields: only('value') },
  global_parameters: { noun: 'global parameter', key: ['name'], fields: only('value') },
  policies: {
    noun: 'policy',
    key: ['vhost', 'name'],
    fields: (policy) => ({
      ...{ pattern: policy.pattern, definition: policy.definition ?? {} },
      ...{ priority: policy.priority ?? 0, 'apply-to': policy['apply-to'] ?? 'all' },
    }),
  },
  exchanges: {
    noun: 'exchange',
    key: ['vhost', 'name'],
    kept: true,
    fields: ({ type, durable = true, auto_delete = false, internal = false, arguments: given = {} }) => ({
      ...{ type, durable, auto_delete, internal, arguments: given },
    }),
  },
  queues: {
    noun: 'queue',
    key: ['vhost', 'name'],
    kept: true,
    // The type stands among the arguments, beside them, or nowhere when it is classic.
    fields: ({ type, durable = true, auto_delete = false, arguments: given = {} }) => {
      const { 'x-queue-type': written, ...rest } = asRecord(given);
      return { durable, auto_delete, type: written ?? type, arguments: rest };
    },
  },
  bindings: {
    noun: 'binding',
    key: ['vhost', 'source', 'destination_type', 'destination', 'routing_key', 'arguments'],
    kept: true,
    fields: () => ({}),
  },
};

function only(...names: readonly string[]): Kind['fields'] {
  return (object) => Object.fromEntries(names.map((name) => [name, object[name]]));
}

const algorithm = (name: unknown): unknown => name ?? 'rabbit_password_hashing_sha256';

/** `a,b` of old versions, and the list of new ones; in order. */
function listed(tags: unknown): readonly string[] {
  const list = Array.isArray(tags) ? tags.map(String) : String(tags).split(',');
  return list
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
    .toSorted();
}

const defined = (object: Fields): Fields =>
  Object.fromEntries(Object.entries(object).filter(([, field]) => field !== undefined && field !== null));
