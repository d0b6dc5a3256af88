import { Unavailable } from '../errors.js';
import type { Host } from '../ssh/host.js';

/** A machine on which nothing may be run (--api-only). A tunnel through it, which somebody asked for by name, stays. */
export function apiOnlyHost(host: Host): Host {
  return {
    name: host.name,
    run: async () => {
      throw new Unavailable(`this needs the node's own tools on ${host.name}, and --api-only forbids them`, {
        hint: 'Leave out --api-only (RABBITCTL_API_ONLY, api_only in the config file), or do it on the machine itself.',
      });
    },
    connect: (address, port) => host.connect(address, port),
    close: () => host.close(),
  };
}
