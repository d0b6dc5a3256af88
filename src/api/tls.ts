import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  type ConnectionOptions,
  checkServerIdentity,
  connect,
  createSecureContext,
  type PeerCertificate,
  type SecureContext,
} from 'node:tls';
import { ConfigError } from '../errors.js';
import type { LineSettings } from './api-settings.js';
import { established } from './connection.js';
import type { Endpoint } from './wire.js';

/** Rejects with what node:tls throws, with the server's certificate as `certificate`; the line is closed then. */
export type Securing = (line: Duplex, signal: AbortSignal) => Promise<Duplex>;

/**
 * Reads the PEM files; what it gives speaks TLS over an open line, at once, and verifies the server: always, whatever
 * NODE_TLS_REJECT_UNAUTHORIZED says. Throws ConfigError (PEM files).
 */
export async function securing(endpoint: Endpoint, settings: LineSettings): Promise<Securing> {
  const name = settings.serverName ?? endpoint.host;
  const options = {
    secureContext: await secureContext(settings),
    // An IP address is verified, but not allowed as server name indication.
    servername: isIP(name) ? '' : name,
    checkServerIdentity: (_host: string, certificate: PeerCertificate) => checkServerIdentity(name, certificate),
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
  };
  return (line, signal) => secured(line, options, signal);
}

async function secured(line: Duplex, options: ConnectionOptions, signal: AbortSignal): Promise<Duplex> {
  const socket = connect({ ...options, socket: line });
  let certificate: PeerCertificate | undefined;
  // The last moment to look at a certificate that is about to be refused.
  socket.prependOnceListener('secure', () => {
    certificate = socket.getPeerCertificate();
  });
  try {
    await established(socket, 'secureConnect', signal);
    return socket;
  } catch (error) {
    line.destroy();
    throw error instanceof Error ? Object.assign(error, { certificate }) : error;
  }
}

async function secureContext(settings: LineSettings): Promise<SecureContext> {
  const [ca, cert, key] = await Promise.all([
    pem('CA certificate', settings.ca),
    pem('client certificate', settings.cert),
    pem('client key', settings.key),
  ]);
  try {
    return createSecureContext({
      ...(ca && { ca }),
      ...(cert && { cert }),
      ...(key && { key }),
      ...(settings.tlsMinVersion && { minVersion: settings.tlsMinVersion }),
    });
  } catch (error) {
    const files = [settings.ca, settings.cert, settings.key].filter((file) => file !== undefined).join(', ');
    throw new ConfigError(`TLS cannot use ${files}: ${error instanceof Error ? error.message : error}`, {
      hint: 'certificates and key are PEM files that belong together; the key must not be encrypted',
      cause: error,
    });
  }
}

async function pem(kind: string, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`the ${kind} ${file} cannot be read`, {
      hint: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
  if (!text.includes('-----BEGIN ')) throw new ConfigError(`the ${kind} ${file} is not a PEM file`);
  return text;
}
