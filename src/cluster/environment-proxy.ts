import type { Setting } from './layer.js';
import type { Environment } from './outer-layers.js';

/**
 * The proxy that the environment names for a URL, as curl and Go read it: HTTPS_PROXY or HTTP_PROXY, else ALL_PROXY, in
 * small letters too, unless NO_PROXY names the host. This very machine is never asked through a proxy.
 */
export function environmentProxy(url: string, env: Environment): Setting<string> | undefined {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (isLoopback(host)) return undefined;
  const names = protocol === 'https:' ? ['https_proxy', 'all_proxy'] : ['http_proxy', 'all_proxy'];
  const name = names.flatMap((small) => [small, small.toUpperCase()]).find((candidate) => env[candidate]);
  if (name === undefined) return undefined;
  const usedPort = port || (protocol === 'https:' ? '443' : '80');
  if (excepted(host, usedPort, env.no_proxy || env.NO_PROXY || '')) return undefined;
  const value = env[name] ?? '';
  return { value: value.includes('://') ? value : `http://${value}`, origin: `environment ${name}` };
}

function excepted(host: string, port: string, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || names(entry, host, port));
}

/** `example.com` and `.example.com` name what is below as well; `mq1:15671` one port; addresses and networks themselves. */
function names(entry: string, host: string, port: string): boolean {
  const network = /^([\da-f.:]+)\/(\d+)$/.exec(entry);
  if (network) return inNetwork(host, network[1] ?? '', Number(network[2]));
  const [, bracketed, plain, ownPort] = /^(?:\[(.*)\]|([^:]*|[\da-f:]+))(?::(\d+))?$/.exec(entry) ?? [];
  if (ownPort !== undefined && ownPort !== port) return false;
  const name = (bracketed ?? plain ?? entry).replace(/^\*?\./, '');
  return host === name || (net().isIP(host) === 0 && host.endsWith(`.${name}`));
}

function inNetwork(host: string, address: string, bits: number): boolean {
  const { BlockList, isIP } = net();
  const family = (text: string) => (isIP(text) === 6 ? 'ipv6' : 'ipv4');
  if (isIP(host) === 0 || isIP(address) === 0 || bits > (isIP(address) === 6 ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(address, bits, family(address));
  return list.check(host, family(host));
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '::1' ||
  // A URL has such an address in its usual form.
  /^127(\.\d+){3}$/.test(host);

/** Few have a proxy: the others need not load it. */
const net = (): typeof import('node:net') => process.getBuiltinModule('node:net');
