import { type ObjectKind, objectKinds } from './object-kinds.js';
import { canonical, type DefinedObject, type DefinedObjects } from './read-definitions.js';

/** One object that is not the same in both. */
export interface Difference {
  readonly object: DefinedObject;
  /** `removed`: the first alone has it; `added`: the second alone. */
  readonly change: 'removed' | 'added' | 'changed';
  /** Of a changed one, what differs: as it is in the first, and in the second. */
  readonly fields: readonly FieldDifference[];
}

export interface FieldDifference {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

export interface Comparing {
  /** A password has another hash each time it is set: true leaves hashes out. */
  readonly ignorePasswords?: boolean;
  readonly ignore?: ReadonlySet<ObjectKind>;
}

/** All that differs, whatever order it is in: by kind, virtual host and name. */
export function compareDefinitions(
  first: DefinedObjects,
  second: DefinedObjects,
  { ignorePasswords = false, ignore = new Set() }: Comparing = {},
): readonly Difference[] {
  const differences: Difference[] = [];
  for (const [id, object] of first) {
    const other = second.get(id);
    if (other === undefined) differences.push({ object, change: 'removed', fields: [] });
    else {
      const fields = differingFields(object, other).filter(({ field }) => !(ignorePasswords && isPassword(field)));
      if (fields.length > 0) differences.push({ object: other, change: 'changed', fields });
    }
  }
  for (const [id, object] of second) {
    if (!first.has(id)) differences.push({ object, change: 'added', fields: [] });
  }
  return differences.filter(({ object }) => !ignore.has(object.kind)).toSorted(inOrder);
}

/** What differs between two objects of one name. */
export function differingFields(first: DefinedObject, second: DefinedObject): readonly FieldDifference[] {
  const names = [...new Set([...Object.keys(first.fields), ...Object.keys(second.fields)])];
  return names
    .map((field) => ({ field, from: first.fields[field], to: second.fields[field] }))
    .filter(({ from, to }) => canonical(from ?? null) !== canonical(to ?? null));
}

/** Of a password, or its hash. */
export const isPassword = (field: string): boolean =>
  ['password', 'password_hash', 'hashing_algorithm'].includes(field);

/** As the server imports them, and then by name. */
function inOrder({ object: one }: Difference, { object: other }: Difference): number {
  const rank = objectKinds.indexOf(one.kind) - objectKinds.indexOf(other.kind);
  return rank || compare(one.vhost ?? '', other.vhost ?? '') || compare(one.name, other.name);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
