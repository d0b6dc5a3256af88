import { UsageError } from '../errors.js';
import { oneOf, option, ours, vhost } from './input.js';
import { jsonOption } from './topology-input.js';

/** What says which binding is meant. */
export const bindingFlags = {
  vhost,
  source: ours(option('exchange that it leads from')),
  destination: ours(option('queue or exchange that it leads to')),
  'destination-type': ours(oneOf('what the destination is', ['queue', 'exchange'], 'queue')),
  'routing-key': ours({ ...option('its routing key; empty by default') }),
  arguments: ours(jsonOption('its arguments, as JSON')),
} as const;

interface Given {
  readonly source: string | undefined;
  readonly destination: string | undefined;
}

/** Throws UsageError where one end is missing, or is the default exchange. */
export function requireEnds({ source, destination }: Given): void {
  const missing = [
    ...(source === undefined ? ['--source'] : []),
    ...(destination === undefined ? ['--destination'] : []),
  ];
  if (missing.length > 0) throw new UsageError(`${missing.join(' and ')} must be given`);
  refuseDefaultExchange(source);
}

/** Every queue is bound to the default exchange by its name, and nothing else ever is. */
export function refuseDefaultExchange(source: string | undefined): void {
  if (source === '' || source === 'amq.default')
    throw new UsageError('the default exchange cannot be bound or unbound');
}
