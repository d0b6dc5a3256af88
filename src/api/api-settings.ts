import type { Duplex } from 'node:stream';

/** How a connection is made: to a node, or to the server that gives tokens. */
export interface LineSettings {
  /** PEM files. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** The name to verify the certificate for, when it is not the URL's host. */
  readonly serverName?: string;
  /** The oldest TLS that is spoken; 1.2 by default. */
  readonly tlsMinVersion?: TlsVersion;
  /** The URL of an HTTP proxy to go through, its login in it; a tunnel needs none. */
  readonly proxy?: string;
  /** The tunnel: how to reach host and port; TLS, if any, is spoken over it. */
  readonly connect?: (host: string, port: number) => Promise<Duplex>;
  /** ms until the TCP and TLS connection stands; default 10,000. */
  readonly connectDeadline?: number;
}

export const tlsVersions = ['TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** All that is needed to talk to one node's Management HTTP API. */
export interface ApiSettings extends LineSettings {
  /** `https://mq1:15671` or `http://localhost:15672/prefix`, never with credentials in it. */
  readonly url: string;
  readonly username: string;
  /** Fetched once, when the first request is sent: it may come from a file, a command or a prompt. */
  readonly password: () => Promise<string>;
  /** A bearer token, in the place of both. Asked again with one that the server refused: the same is given when there is no other. */
  readonly token?: (refused?: string) => Promise<string>;
  /** False when guest/guest is only our default: then a 401 means "no usable credentials", not "wrong password". */
  readonly credentialsGiven: boolean;
  /** ms for a whole request; none by default. */
  readonly deadline?: number;
  /** One line a request, redacted: for --debug. */
  readonly debug?: (line: string) => void;
}
