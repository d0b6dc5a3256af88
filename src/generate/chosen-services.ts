import type { ProtocolWord } from '../cluster/protocol-words.js';
import { DataError } from '../errors.js';
import type { ClusterServices, Service } from './cluster-services.js';

/** A service with the port that the balancer opens for it. */
export interface BoundService extends Service {
  readonly bind: number;
}

/**
 * Those of the protocols that are spoken. Throws DataError for one that was named and that no node speaks, and where two
 * services would have the same port.
 */
export function chosenServices(
  { services, cluster }: ClusterServices,
  {
    protocols,
    usual,
    ports,
  }: {
    readonly protocols: readonly ProtocolWord[] | undefined;
    readonly usual: readonly ProtocolWord[];
    readonly ports: Readonly<Record<string, number>>;
  },
): readonly BoundService[] {
  const names = services.map(({ protocol }) => protocol);
  const missing = protocols?.find((protocol) => !names.includes(protocol));
  if (missing !== undefined)
    throw new DataError(`no node of ${cluster} listens for ${missing}`, {
      hint: `There are ${[...new Set(names)].join(', ')}.`,
    });
  const chosen = services.filter(({ protocol }) => (protocols ?? usual).includes(protocol));
  if (chosen.length === 0) throw new DataError(`no node of ${cluster} listens for ${usual.join(', ')}`);
  const unknown = Object.keys(ports).find((name) => !chosen.some((service) => service.name === name));
  if (unknown !== undefined)
    throw new DataError(`--port: ${unknown} is not among what is balanced`, {
      hint: `There are ${chosen.map(({ name }) => name).join(', ')}.`,
    });
  const bound = chosen.map((service) => ({ ...service, bind: ports[service.name] ?? service.port }));
  const twice = bound.find(({ bind }, at) => bound.findIndex((other) => other.bind === bind) < at);
  if (twice !== undefined)
    throw new DataError(`port ${twice.bind} would be opened twice, for ${twice.name} too`, {
      hint: `Give it another one: --port ${twice.name}=PORT`,
    });
  return bound;
}
