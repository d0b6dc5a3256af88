import { ConfigError } from '../errors.js';
import type { Endpoint } from './wire.js';

/** Reads `https://mq1:15671/prefix`. Throws ConfigError, which never repeats a password in the URL. */
export function parseEndpoint(text: string): Endpoint {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw notAnAddress(text);
  }
  if (url.username !== '' || url.password !== '') {
    throw new ConfigError(`the URL of ${url.host} must not hold a user name or password`, {
      hint: 'give them as username and password_file, password_env or password_command',
    });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw notAnAddress(text);
  const secure = url.protocol === 'https:';
  return {
    secure,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    origin: url.origin,
    // People paste what their browser or a script shows.
    prefix: url.pathname.replace(/\/+$/, '').replace(/\/api$/, ''),
  };
}

/** `mq1:15671`, with brackets around an IPv6 address. */
export function address(endpoint: Endpoint): string {
  return `${endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host}:${endpoint.port}`;
}

function notAnAddress(text: string): ConfigError {
  const shown = text.replace(/[^/@]*@/, '…@');
  return new ConfigError(`"${shown}" is not the URL of a Management HTTP API`, {
    hint: 'it looks like https://mq1:15671 or http://mq1:15672',
  });
}
