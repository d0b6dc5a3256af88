import { DataError } from '../errors.js';
import { JsonFloat, parseJson } from './json.js';
import type { PolicyDefinition } from './policies.js';

interface Typed {
  readonly args: {
    readonly pattern: string;
    readonly definition: { readonly text: string; parse(read: (text: string) => unknown): unknown };
  };
  readonly flags: { readonly priority: number; readonly 'apply-to': string | undefined };
}

/** The policy that was typed. Throws DataError (69) when its definition is no JSON object: over other JSON the real tool crashes. */
export function typedPolicy({ args: { pattern, definition }, flags }: Typed): PolicyDefinition {
  const value = definition.parse((text) => parseJson(text, true));
  const isObject =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonFloat);
  if (!isObject) throw new DataError(`definition must be a JSON object, not ${definition.text}`, { exitCode: 69 });
  return { pattern, definition: { ...value }, priority: flags.priority, 'apply-to': flags['apply-to'] ?? 'all' };
}
