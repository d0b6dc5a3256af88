import type { AnyDefinition } from './command.js';
import type { Argument, Flag } from './input.js';

/** `rabbitctl set_policy [--priority VALUE] NAME PATTERN DEFINITION`. */
export function usageLine(name: string, definition: AnyDefinition): string {
  const flags = Object.entries((definition.flags ?? {}) as Readonly<Record<string, Flag<unknown>>>).map(
    ([key, spec]) => (spec.type === 'boolean' ? `[--${key}]` : `[--${key} ${key === 'vhost' ? 'VHOST' : 'VALUE'}]`),
  );
  const args = Object.entries((definition.args ?? {}) as Readonly<Record<string, Argument<unknown>>>).map(
    ([key, spec]) => {
      const word = key.toUpperCase() + (spec.multiple === true ? '…' : '');
      return spec.required ? word : `[${word}]`;
    },
  );
  return ['Usage: rabbitctl', name, ...flags, ...args].join(' ');
}
