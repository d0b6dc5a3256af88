import { DataError } from '../errors.js';

/**
 * An address that a node told, or that its name holds. It goes into files that root loads: what could end a line or a
 * directive there is refused. Throws DataError.
 */
export function toldAddress(node: string, address: unknown): string {
  if (typeof address === 'string' && /^[A-Za-z0-9._:%-]+$/.test(address)) return address;
  throw odd(node, 'address', address);
}

/** A port, likewise. */
export function toldPort(node: string, port: unknown): number {
  if (Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65_535) return Number(port);
  throw odd(node, 'port', port);
}

const odd = (node: string, what: string, value: unknown): DataError =>
  new DataError(`${node} is told to listen on what is no ${what}: ${JSON.stringify(value)}`, {
    node,
    hint: 'No broker says that: see who answers at the address of the HTTP API. Nothing was made.',
  });
