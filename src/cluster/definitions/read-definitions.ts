import { parseJson, printJson } from '../../api/json.js';
import { asRecord } from '../../api/shapes.js';
import { DataError } from '../../errors.js';
import { kinds, type ObjectKind, objectKinds } from './object-kinds.js';

/** One object of definitions, told apart from all others by `id`. */
export interface DefinedObject {
  readonly kind: ObjectKind;
  readonly id: string;
  /** Undefined of what is in no virtual host, or does not say in which. */
  readonly vhost?: string;
  /** `orders`, `shop.orders → queue orders (key new)`. */
  readonly name: string;
  /** What is compared; what a version does not write has the value that this means. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Fields that are written there, of whatever kind. */
  readonly written: ReadonlySet<string>;
}

export type DefinedObjects = ReadonlyMap<string, DefinedObject>;

export interface Reading {
  /** Global parameters that are none of this cluster's definitions. */
  readonly without?: ReadonlySet<string>;
}

/**
 * The objects of exported definitions, of whatever version. What differs from cluster to cluster by nature is left out: the
 * version, internal parameters, and those of `without`. Throws DataError for what is no definitions.
 */
export function readDefinitions(text: string, name: string, { without = new Set() }: Reading = {}): DefinedObjects {
  const whole = parsed(text, name);
  const objects = new Map<string, DefinedObject>();
  const types = new Map<string, string>();
  for (const kind of objectKinds) {
    for (const item of listIn(whole, kind, name)) {
      const object = objectOf(kind, item, types);
      if (kind === 'vhosts') types.set(object.name, String(object.fields.default_queue_type));
      if (kind === 'global_parameters' && (without.has(object.name) || /^(imported_|internal_)/.test(object.name)))
        continue;
      objects.set(object.id, object);
    }
  }
  return objects;
}

function parsed(text: string, name: string): Readonly<Record<string, unknown>> {
  try {
    const whole = parseJson(text);
    if (typeof whole === 'object' && whole !== null && !Array.isArray(whole)) return asRecord(whole);
  } catch (cause) {
    throw new DataError(`${name} is no JSON: ${(cause as Error).message}`, { cause });
  }
  throw new DataError(`${name} holds no definitions: they are a JSON object`);
}

function listIn(whole: Readonly<Record<string, unknown>>, kind: ObjectKind, name: string): readonly object[] {
  const list = whole[kind] ?? [];
  if (Array.isArray(list)) return list.filter((item) => typeof item === 'object' && item !== null);
  throw new DataError(`${name} holds no definitions: its ${kind} are no list`);
}

function objectOf(kind: ObjectKind, item: object, types: ReadonlyMap<string, string>): DefinedObject {
  const record = asRecord(item);
  const { key, fields } = kinds[kind];
  const { vhost } = record;
  const compared = fields(record);
  return {
    kind,
    id: `${kind} ${canonical(key.map((field) => record[field] ?? (field === 'arguments' ? {} : '')))}`,
    ...(typeof vhost === 'string' && { vhost }),
    name: nameOf(kind, record),
    written: new Set([...Object.keys(record), ...Object.keys(asRecord(record.metadata)), ...writtenType(record)]),
    // One without a type is of the virtual host's.
    fields:
      kind === 'queues' ? { ...compared, type: compared.type ?? types.get(String(vhost)) ?? 'classic' } : compared,
  };
}

/** The type of a queue stands among its arguments. */
const writtenType = (record: Readonly<Record<string, unknown>>): readonly string[] =>
  asRecord(record.arguments)['x-queue-type'] === undefined ? [] : ['type'];

function nameOf(kind: ObjectKind, record: Readonly<Record<string, unknown>>): string {
  const word = (field: string) => String(record[field] ?? '');
  if (kind === 'permissions') return word('user');
  if (kind === 'topic_permissions') return `${word('user')} on ${word('exchange')}`;
  if (kind === 'parameters') return `${word('component')} ${word('name')}`;
  if (kind !== 'bindings') return word('name');
  const given = asRecord(record.arguments);
  const more = Object.keys(given).length === 0 ? '' : `, ${canonical(given)}`;
  return `${word('source')} → ${word('destination_type')} ${word('destination')} (key ${word('routing_key')}${more})`;
}

/** JSON that is equal where the values are: keys in order, and of a list the order counts. */
export function canonical(value: unknown): string {
  return printJson(inOrder(value));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, inOrder(member)]));
}
