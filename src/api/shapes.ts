import { ApiUnavailable } from './errors.js';
import type { ManagementApi } from './management-api.js';

/**
 * The answer as a list of objects. Only its outer shape is looked at: single fields are missing or of another type
 * in some version, state or answer, which is why every field of the types here is optional.
 * Throws ApiUnavailable when it is no list.
 */
export function listOf<Item extends object>(api: ManagementApi, answer: unknown): readonly Item[] {
  if (!Array.isArray(answer)) throw unexpected(api, 'a list');
  return objectsIn(answer);
}

/** What is no object is left out. */
export const objectsIn = <Item extends object>(items: readonly unknown[]): readonly Item[] =>
  items.filter((item): item is Item => typeof item === 'object' && item !== null).map(withoutNulls<Item>);

/** The answer as one object. Throws ApiUnavailable when it is none. */
export function objectOf<Item extends object>(api: ManagementApi, answer: unknown): Item {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) throw unexpected(api, 'an object');
  return withoutNulls(answer as Item);
}

/** What is not known is null or missing, as the version has it; only a parameter's value may be null itself. */
function withoutNulls<Item extends object>(item: Item): Item {
  if (!Object.values(item).includes(null)) return item;
  return Object.fromEntries(Object.entries(item).filter(([name, field]) => field !== null || name === 'value')) as Item;
}

/** An object as it is; anything else is an empty one, for answers of which nothing is certain. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The value of `columns=`; undefined asks for everything. */
export function columnList(columns: readonly string[] | undefined): string | undefined {
  return columns === undefined || columns.length === 0 ? undefined : columns.join(',');
}

function unexpected(api: ManagementApi, what: string): ApiUnavailable {
  return new ApiUnavailable('not-management', `${api.url} did not answer with ${what} where RabbitMQ does`, {
    reached: true,
    hint: 'is the URL right?',
  });
}
