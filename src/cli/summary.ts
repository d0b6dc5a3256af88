import type { AnyDefinition } from './command.js';
import type { Flag } from './input.js';
import type { CommandSummary } from './table-of-commands.js';
import { valueOptionsOf } from './value-options.js';

/** What is known of a command without its file; the build writes it down for all of them. */
export function summaryOf(name: string, { summary, section, tool, flags = {} }: AnyDefinition): CommandSummary {
  const valueOptions = [...valueOptionsOf(flags as Readonly<Record<string, Flag<unknown>>>)];
  return { name, summary, section, ...(tool !== undefined && { tool }), valueOptions };
}
