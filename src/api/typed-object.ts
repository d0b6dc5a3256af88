import { DataError } from '../errors.js';
import { JsonFloat, parseJson } from './json.js';

/** JSON as it was typed. */
export interface Typed {
  readonly text: string;
  parse(read: (text: string) => unknown): unknown;
}

/** The object that was typed. Throws DataError (69) when it is none: over other JSON the real tool crashes. `what` names it. */
export function typedObject(typed: Typed, what: string): Readonly<Record<string, unknown>> {
  const value = typed.parse((text) => parseJson(text, true));
  const isObject =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonFloat);
  if (isObject) return { ...value };
  throw new DataError(`${what} must be a JSON object, not ${typed.text}`, { exitCode: 69 });
}
