import { DataError } from '../errors.js';

/** The machine that this process runs on. */
export interface Machine {
  /** As `hostname` says it, short or full. */
  readonly hostname: string;
  readonly user: string;
  /** `hostname -f`; only --longnames needs it. */
  readonly fqdn?: string | undefined;
}

/**
 * The full name, as RabbitMQ's own tools complete it (rabbitmq_cli `core/node_name.ex`): without a host part the local
 * host, with --longnames its full name; without a head `rabbit`. Unlike theirs, a name with dots needs no --longnames:
 * no Erlang distribution is involved here. DataError when it cannot be a node name.
 */
export function completeNodeName(name: string, machine: Machine, longnames: boolean): string {
  const at = name.indexOf('@');
  const head = at === -1 ? name : name.slice(0, at) || 'rabbit';
  const host = (at === -1 ? '' : name.slice(at + 1)) || (longnames ? fullHost(machine) : shortHost(machine.hostname));
  if (!/^[0-9A-Za-z_-]+$/.test(head)) {
    throw new DataError(`invalid node name '${name}': before the @ only letters, digits, _ and - are allowed`);
  }
  if (!/^[A-Za-z0-9._:-]+$/.test(host)) {
    throw new DataError(`invalid node name '${name}': '${host}' is not a host name`);
  }
  return `${head}@${host}`;
}

/**
 * The node of a list that a person means by `rabbit@mq2`, `mq2` or, with `heads`, `test_rabbit_2`. DataError when it is
 * two.
 */
export function matchingNode(name: string, nodes: readonly string[], heads: boolean): string | undefined {
  if (nodes.includes(name)) return name;
  const matches = nodes.filter((node) => {
    const [head, host] = [headOf(node), hostOf(node)];
    return (
      name === host || name === shortHost(host) || name === `${head}@${shortHost(host)}` || (heads && name === head)
    );
  });
  if (matches.length < 2) return matches[0];
  const byHost = matches.filter((node) => [hostOf(node), shortHost(hostOf(node))].includes(name));
  if (byHost.length === 1) return byHost[0];
  throw new DataError(`'${name}' may be ${matches.join(' or ')}`, { hint: 'Give the full name.' });
}

/** `head@host`, both with characters that a node name may have. */
export function isFullName(name: string): boolean {
  return /^[0-9A-Za-z_-]+@[A-Za-z0-9._:-]+$/.test(name);
}

export const headOf = (node: string): string => node.slice(0, node.indexOf('@'));
export const hostOf = (node: string): string => node.slice(node.indexOf('@') + 1);
export const shortHost = (host: string): string => (isAddress(host) ? host : (host.split('.')[0] ?? host));

/** True for a name or address by which this machine calls itself. */
export function isThisMachine(host: string, machine: Machine): boolean {
  const name = host.toLowerCase();
  if (['localhost', '127.0.0.1', '::1', '[::1]'].includes(name)) return true;
  const ours = machine.hostname.toLowerCase();
  // A dotted name must match whole: mq1.staging is not mq1.production, though both call themselves mq1.
  return name === ours || name === machine.fqdn?.toLowerCase() || (!name.includes('.') && name === shortHost(ours));
}

const fullHost = (machine: Machine): string => machine.fqdn ?? machine.hostname;
const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':');
