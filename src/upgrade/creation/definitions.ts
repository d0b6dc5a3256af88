import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { JsonFloat, parseJson, printJson } from '../../api/json.js';
import { asRecord } from '../../api/shapes.js';
import { DataError } from '../../errors.js';
import { readingFile } from '../../file-error.js';
import { withoutLock } from '../definitions-without-lock.js';

type Definitions = Readonly<Record<string, unknown>>;

/** A file of definitions of this machine, gzip or not. A lock that came with it is left out. Throws DataError, FileError. */
export async function readDefinitions(file: string): Promise<Definitions> {
  const bytes = await readingFile(file, () => readFile(file));
  try {
    const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString();
    const definitions = parseJson(withoutLock(text), true);
    if (typeof definitions === 'object' && definitions !== null && !Array.isArray(definitions))
      return definitions as Definitions;
  } catch (cause) {
    throw new DataError(`${file} cannot be read as definitions: ${(cause as Error).message}`, { cause });
  }
  throw new DataError(`${file} is no file of definitions: these are a JSON object`);
}

/** What makes a thing of each kind the one that it is. */
const keys: Readonly<Record<string, readonly string[]>> = {
  vhosts: ['name'],
  users: ['name'],
  permissions: ['user', 'vhost'],
  topic_permissions: ['user', 'vhost', 'exchange'],
  parameters: ['component', 'name', 'vhost'],
  global_parameters: ['name'],
  policies: ['name', 'vhost'],
  exchanges: ['name', 'vhost'],
  queues: ['name', 'vhost'],
  bindings: ['source', 'vhost', 'destination', 'destination_type', 'routing_key', 'arguments'],
};

/** Of these a difference matters: the others are forms of the same that versions write differently. */
const facts: Readonly<Record<string, readonly string[]>> = {
  users: ['password_hash'],
  permissions: ['configure', 'write', 'read'],
  parameters: ['value'],
  policies: ['pattern', 'definition', 'priority', 'apply-to'],
  exchanges: ['type', 'durable', 'auto_delete', 'internal', 'arguments'],
  queues: ['durable', 'auto_delete', 'arguments'],
};

/** The cluster's own, whatever another one's file says. */
const ownParameters: ReadonlySet<unknown> = new Set(['cluster_name', 'internal_cluster_id', 'cluster_tags']);

/** What the first definitions have and the second have not, or otherwise: the server passes over a queue that is there and differs. `queue orders in /shop` each. */
export function lackingDefinitions(wanted: Definitions, there: Definitions): readonly string[] {
  return Object.entries(keys).flatMap(([section, key]) => {
    const identity = (thing: Definitions) => printJson(key.map((name) => sorted(thing[name])));
    const known = new Map(rowsOf(there, section).map((thing) => [identity(thing), thing]));
    return rowsOf(wanted, section).flatMap((thing) => {
      if (section === 'global_parameters' && ownParameters.has(thing.name)) return [];
      const own = known.get(identity(thing));
      const words = key.map((name) => thing[name]).filter((word) => typeof word === 'string');
      if (own === undefined) return [`${section}: ${words.join(' ')}`];
      const differs = (facts[section] ?? []).filter(
        (fact) => thing[fact] !== undefined && !isWithin(thing[fact], own[fact]),
      );
      return differs.length === 0 ? [] : [`${section}: ${words.join(' ')} (${differs.join(', ')})`];
    });
  });
}

/** The server writes more than it was told: of a queue its type, from 4.0 on. */
function isWithin(wanted: unknown, there: unknown): boolean {
  if (isNumber(wanted) && isNumber(there)) return Number(wanted) === Number(there);
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(there) && wanted.length === there.length && wanted.every((item, at) => isWithin(item, there[at]))
    );
  }
  if (typeof wanted !== 'object' || wanted === null) return wanted === there;
  const own = asRecord(there);
  return Object.entries(wanted).every(([key, value]) => isWithin(value, own[key]));
}

const isNumber = (value: unknown): value is number | JsonFloat =>
  typeof value === 'number' || value instanceof JsonFloat;

/** The order of keys is no difference. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonFloat)
    ? Object.fromEntries(Object.entries(value).toSorted())
    : value;

const rowsOf = (of: Definitions, section: string): readonly Definitions[] => {
  const rows = of[section];
  return Array.isArray(rows) ? rows.map(asRecord) : [];
};

/** A user of the file whose password it would change: undefined where it leaves that alone. */
export function changesPassword(wanted: Definitions, user: string, hash: string | undefined): boolean {
  const own = rowsOf(wanted, 'users').find(({ name }) => name === user);
  return own !== undefined && own.password_hash !== hash;
}
