import type { AnyDefinition } from './command.js';
import { argumentsOf, ownFlags } from './specs.js';

/** `rabbitctl set_policy [--priority VALUE] NAME PATTERN DEFINITION`. */
export function usageLine(name: string, definition: AnyDefinition): string {
  const flags = Object.entries(ownFlags(definition)).map(([key, spec]) =>
    spec.type === 'boolean' ? `[--${key}]` : `[--${key} ${key === 'vhost' ? 'VHOST' : 'VALUE'}]`,
  );
  const args = Object.entries(argumentsOf(definition)).map(([key, spec]) => {
    const word = key.toUpperCase() + (spec.multiple === true ? '…' : '');
    return spec.required ? word : `[${word}]`;
  });
  return ['Usage: rabbitctl', name, ...flags, ...args].join(' ');
}
