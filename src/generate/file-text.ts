import { visible } from '../format/visible.js';
import type { ClusterServices, Server } from './cluster-services.js';

/** Comment lines that say what the file is made of. Without a time: the same cluster gives the same file. */
export function madeOf(
  what: string,
  { cluster, members, down }: ClusterServices,
  more: readonly string[] = [],
): string {
  const lines = [
    `Made by: rabbitctl generate ${what}, of ${cluster}: ${members.join(', ')}`,
    ...(down.length === 0
      ? []
      : [`Down when this was made, and taken to listen where the others do: ${down.join(', ')}`]),
    ...more,
  ];
  return lines.map((line) => `# ${visible(line)}\n`).join('');
}

/** `mq1`, of `rabbit@mq1`; the whole name, with `-` for what a name there cannot have, where two nodes share a host. */
export function serverName({ node }: Server, all: readonly Server[]): string {
  const host = (name: string) => name.slice(name.indexOf('@') + 1);
  const shared = all.filter((other) => host(other.node) === host(node)).length > 1;
  return (shared ? node : host(node)).replaceAll(/[^A-Za-z0-9_.-]/g, '-');
}

/** `mq1:5672`, `[fe80::1]:5672`. */
export const endpoint = ({ address, port }: Pick<Server, 'address' | 'port'>): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port}`;
