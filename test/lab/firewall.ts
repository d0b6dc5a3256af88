import { run } from './child-process.js';
import { namespaceOf } from './network.js';

/** Connections to that port of a host are dropped, from wherever they come: nobody is told. */
export async function closePort(host: string, port: number): Promise<void> {
  await iptables(host, '-I', 'INPUT', '-p', 'tcp', '--dport', String(port), '-j', 'DROP');
}

/** Undoes closePort, for all ports. */
export async function openPorts(host: string): Promise<void> {
  await iptables(host, '-F', 'INPUT');
}

const iptables = (host: string, ...argv: readonly string[]): Promise<string> =>
  run(['ip', 'netns', 'exec', namespaceOf(host), 'iptables', ...argv]);
