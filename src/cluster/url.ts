import type { PasswordSource } from './layer.js';

export interface SplitUrl {
  /** Without credentials, query and trailing slash; `{host}` is kept. */
  readonly url: string;
  readonly username?: string;
  readonly password?: PasswordSource;
}

/** Takes credentials out of an http(s) URL. Throws what `refuse` makes of the reason, which never shows a password. */
export function splitUrl(text: string, refuse: (why: string) => Error): SplitUrl {
  const example = 'such as https://mq1:15671';
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) throw refuse(`must be a URL, ${example}`);
  const parsed = parse(text.replaceAll('{host}', marker));
  if (parsed === undefined) throw refuse(`cannot be read as a URL, ${example}`);
  if (!['http:', 'https:'].includes(parsed.protocol)) throw refuse(`must begin with http:// or https://, ${example}`);
  if (parsed.search || parsed.hash) throw refuse('must end after the path: no ? and no #');
  const path = parsed.pathname.replace(/\/+$/, '').replace(/\/api$/, '');
  return {
    url: `${parsed.protocol}//${parsed.host}${path}`.replaceAll(marker, '{host}'),
    ...(parsed.username && { username: decodeURIComponent(parsed.username) }),
    ...(parsed.password && { password: { from: 'text', text: decodeURIComponent(parsed.password) } as const }),
  };
}

/** The password in a URL, unless the user was named otherwise: it is not that one's. */
export function passwordIn(url: SplitUrl | undefined, username: string | undefined): PasswordSource | undefined {
  return username === undefined || url?.username === username ? url?.password : undefined;
}

export function withPort(url: string, port: number): string {
  const parsed = new URL(url);
  const path = parsed.pathname.replace(/\/+$/, '');
  return `${parsed.protocol}//${parsed.hostname}:${port}${path}`;
}

// No real host can be called so; lower case, as URL makes hosts.
const marker = 'rabbitctl-host-placeholder';

function parse(text: string): URL | undefined {
  try {
    const url = new URL(text);
    decodeURIComponent(url.username + url.password);
    return url;
  } catch {
    return undefined;
  }
}
