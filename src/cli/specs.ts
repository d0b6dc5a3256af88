import type { AnyDefinition } from './command.js';
import { globalFlags } from './global-flags.js';
import type { Argument, Flag } from './input.js';
import { listFlags } from './list-options.js';
import { manyNodesFlags } from './many-nodes.js';

export type Arguments = Readonly<Record<string, Argument<unknown>>>;
export type Flags = Readonly<Record<string, Flag<unknown>>>;

export const argumentsOf = (definition: AnyDefinition): Arguments => definition.args ?? {};

/** The options of the command itself, with those that the pipeline answers for it: of many nodes, and of lists. */
export function ownFlags(definition: AnyDefinition): Flags {
  return {
    ...definition.flags,
    ...(definition.lists === true && listFlags),
    ...(definition.allNodes === true && manyNodesFlags),
  };
}

/** A command's own option beats a global one of the same name or letter. */
export function allFlags(definition: AnyDefinition): Flags {
  const own = ownFlags(definition);
  const taken = new Set(Object.values(own).map((spec) => spec.char));
  const globals = Object.entries<Flag<unknown>>(globalFlags).map(([name, spec]) => {
    const { char, ...withoutChar } = spec;
    return [name, char !== undefined && taken.has(char) ? withoutChar : spec] as const;
  });
  return { ...Object.fromEntries(globals), ...own };
}
