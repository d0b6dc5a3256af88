import type { PolicyDefinition } from './policies.js';
import { type Typed, typedObject } from './typed-object.js';

interface TypedPolicy {
  readonly args: {
    readonly pattern: string;
    readonly definition: Typed;
  };
  readonly flags: { readonly priority: number; readonly 'apply-to': string | undefined };
}

/** The policy that was typed. Throws DataError (69) when its definition is no JSON object: over other JSON the real tool crashes. */
export function typedPolicy({ args: { pattern, definition }, flags }: TypedPolicy): PolicyDefinition {
  return {
    ...{ pattern, definition: typedObject(definition, 'definition') },
    ...{ priority: flags.priority, 'apply-to': flags['apply-to'] ?? 'all' },
  };
}
