import { parseJson, printJson } from '../../api/json.js';
import { redactText } from '../../ssh/redact.js';
import { type Difference, type FieldDifference, isPassword } from './compare-definitions.js';
import { kinds } from './object-kinds.js';
import { canonical, type DefinedObject } from './read-definitions.js';

/** `queue orders in shop`, `user bob`. */
export function objectText({ kind, vhost, name }: DefinedObject): string {
  const { noun } = kinds[kind];
  return `${noun} ${name}${vhost === undefined ? '' : ` in ${vhost}`}`;
}

/** `priority 0 → 1`; of arguments and definitions only what differs in them. Without passwords, and their hashes. */
export function fieldsText(fields: readonly FieldDifference[]): string {
  const shown = fields.flatMap(apart);
  const secret = shown.some(({ field }) => isPassword(field));
  return [
    ...shown.filter(({ field }) => !isPassword(field)).map(fieldText),
    ...(secret ? ['another password, or the same with another salt'] : []),
  ].join(', ');
}

const fieldText = ({ field, from, to }: FieldDifference): string => `${field} ${shortText(from)} → ${shortText(to)}`;

function apart({ field, from, to }: FieldDifference): readonly FieldDifference[] {
  if (!isPlain(from) || !isPlain(to)) return [{ field, from, to }];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names
    .map((name) => ({ field: `${field}.${name}`, from: from[name], to: to[name] }))
    .filter((of) => canonical(of.from ?? null) !== canonical(of.to ?? null));
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function shortText(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  const text = redactText(printJson(value));
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

/** For programs: what it is, how it differs, and from what to what; without passwords and their hashes. */
export function differenceJson({ object, change, fields }: Difference): object {
  const { kind, vhost, name } = object;
  return {
    ...{ kind, ...(vhost !== undefined && { vhost }), name, change },
    ...(fields.length > 0 && { fields: Object.fromEntries(fields.map(fieldJson)) }),
  };
}

function fieldJson({ field, from, to }: FieldDifference): readonly [string, object] {
  if (isPassword(field)) return [field, { secret: true }];
  return [field, { from: withoutSecrets(from), to: withoutSecrets(to) }];
}

const withoutSecrets = (value: unknown): unknown =>
  value === undefined ? null : parseJson(redactText(printJson(value)));
