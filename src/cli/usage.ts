import { calledAs, programName } from './called-as.js';
import type { AnyDefinition } from './command.js';
import { argumentsOf, ownFlags } from './specs.js';

/** `rabbitctl set_policy [--priority VALUE] NAME PATTERN DEFINITION`; many options are `[OPTIONS]`. */
export function usageLine(name: string, definition: AnyDefinition): string {
  const flags = Object.entries(ownFlags(definition)).map(([key, spec]) =>
    spec.type === 'boolean' ? `[--${key}]` : `[--${key} ${key === 'vhost' ? 'VHOST' : 'VALUE'}]`,
  );
  const args = Object.entries(argumentsOf(definition)).map(([key, spec]) => {
    const word = key.toUpperCase() + (spec.multiple === true ? '…' : '');
    return spec.required ? word : `[${word}]`;
  });
  // `rabbitmq-plugins list` is `rabbitctl plugins list`.
  const known = calledAs() === undefined ? name : (name.split(' ').at(-1) ?? name);
  return ['Usage:', programName(), known, ...(flags.length > 4 ? ['[OPTIONS]'] : flags), ...args].join(' ');
}
