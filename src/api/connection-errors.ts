import { CliError } from '../errors.js';
import type { LineSettings } from './api-settings.js';
import { address } from './endpoint.js';
import { ApiUnavailable, type WhyUnavailable } from './errors.js';
import type { Endpoint } from './wire.js';

/** Why there is no connection, for the person who must act. Our own errors, the tunnel's for example, pass unchanged. */
export function explainConnection(error: unknown, endpoint: Endpoint, settings: LineSettings): Error {
  if (error instanceof CliError) return error;
  const { code, message } = facts(error);
  const unavailable = (why: WhyUnavailable, text: string, hint: string) =>
    new ApiUnavailable(why, text, { reached: false, hint, cause: error });

  const where = address(endpoint);
  if (code === 'ECONNREFUSED') {
    return unavailable(
      'refused',
      `nothing listens on ${where}`,
      `is the node running, and rabbitmq_management enabled? on ${endpoint.host}: rabbitmq-plugins enable rabbitmq_management`,
    );
  }
  if (nameFailures.has(code)) {
    const later = code === 'EAI_AGAIN' ? ' (the name server did not answer)' : '';
    return unavailable(
      'name',
      `the name ${endpoint.host} does not resolve${later}`,
      'check the spelling, DNS or /etc/hosts; url = "https://ADDRESS:PORT" in the configuration names another address',
    );
  }
  if (code === 'ETIMEDOUT') {
    return unavailable('timeout', `no answer from ${where}`, 'the machine is down, or a firewall swallows the packets');
  }
  if (unreachable.has(code)) {
    return unavailable('unreachable', `no way to ${where} (${code})`, 'check the network, the VPN and the firewall');
  }
  if (!endpoint.secure) {
    return unavailable('unreachable', `no connection to ${where}: ${message}`, 'check the network and the firewall');
  }
  const problem = tlsProblem(error, endpoint, settings);
  return unavailable('tls', problem.text, problem.hint);
}

/** What is wrong with TLS on this endpoint, and the way out. */
export function tlsProblem(error: unknown, endpoint: Endpoint, settings: LineSettings): { text: string; hint: string } {
  const { code, message, certificate } = facts(error);
  const where = address(endpoint);
  if (code === 'CERT_HAS_EXPIRED') {
    return {
      text: `the certificate of ${where} has expired${certificate ? ` (valid to ${certificate.valid_to})` : ''}`,
      hint: 'it must be renewed on the node; check this machine’s clock too',
    };
  }
  if (code === 'CERT_NOT_YET_VALID') {
    return {
      text: `the certificate of ${where} is not valid yet${certificate ? ` (from ${certificate.valid_from})` : ''}`,
      hint: 'check the clocks of both machines',
    };
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = namesIn(certificate);
    return {
      text: `the certificate of ${where} is for ${names.join(', ') || 'no name'}, not for ${settings.serverName ?? endpoint.host}`,
      hint: `if this is the right machine: server_name = "${names[0] ?? 'NAME'}"`,
    };
  }
  if (unknownAuthority.has(code)) {
    return settings.ca === undefined
      ? {
          text: `the certificate of ${where} is signed by an authority that is not known here (${message})`,
          hint: 'name the authority’s PEM file: ca = "ca.pem" in the configuration, or --ca ca.pem',
        }
      : {
          text: `the certificate of ${where} is not signed by the authority in ${settings.ca} (${message})`,
          hint: 'the file must hold the authority that signed it, with any that stand between',
        };
  }
  if (/wrong.version.number|packet.length.too.long|http.request/i.test(`${code} ${message}`)) {
    return { text: `${where} does not speak TLS`, hint: `if it is plain HTTP: url = "http://${where}"` };
  }
  if (/protocol.version|unsupported.protocol/i.test(`${code} ${message}`)) {
    return {
      text: `${where} speaks no TLS as new as ${settings.tlsMinVersion ?? 'TLSv1.2'}`,
      hint:
        settings.tlsMinVersion === 'TLSv1.3'
          ? 'tls_min_version = "TLSv1.2" allows the older one'
          : 'the node’s ssl_options.versions must allow TLS 1.2 or 1.3',
    };
  }
  if (/alert/i.test(`${code} ${message}`)) {
    return {
      text: `${where} ended the TLS handshake: ${message}`,
      hint:
        settings.cert === undefined
          ? 'if it asks for a client certificate: cert = "cert.pem" and key = "key.pem"'
          : `does it accept the client certificate ${settings.cert}?`,
    };
  }
  return { text: `TLS with ${where} failed: ${message}`, hint: 'is this the HTTPS port of the management plugin?' };
}

const nameFailures = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME', 'EAI_FAIL', 'ENODATA']);
const unreachable = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
]);
const unknownAuthority = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'INVALID_CA',
]);

interface Certificate {
  readonly subjectaltname?: string;
  readonly subject?: { readonly CN?: string };
  readonly valid_from?: string;
  readonly valid_to?: string;
}

function facts(error: unknown): { code: string; message: string; certificate: Certificate | undefined } {
  const { code, message, reason, cert, certificate } = (error ?? {}) as Record<string, unknown>;
  return {
    code: typeof code === 'string' ? code : '',
    // OpenSSL's messages are whole lines of internals, its reason is the readable part.
    message: typeof reason === 'string' ? reason : String(message ?? error),
    // node:tls adds `cert` when the name is wrong, our tls.ts `certificate` otherwise; Bun knows only the first.
    certificate: (cert ?? certificate) as Certificate | undefined,
  };
}

function namesIn(certificate: Certificate | undefined): string[] {
  const alternatives = (certificate?.subjectaltname ?? '').split(', ').map((name) => name.replace(/^[^:]*:/, ''));
  const names = alternatives.filter((name) => name !== '');
  return names.length > 0 || certificate?.subject?.CN === undefined ? names : [certificate.subject.CN];
}
