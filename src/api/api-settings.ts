import type { Duplex } from 'node:stream';

/** All that is needed to talk to one node's Management HTTP API. */
export interface ApiSettings {
  /** `https://mq1:15671` or `http://localhost:15672/prefix`, never with credentials in it. */
  readonly url: string;
  readonly username: string;
  /** Fetched once, when the first request is sent: it may come from a file, a command or a prompt. */
  readonly password: () => Promise<string>;
  /** False when guest/guest is only our default: then a 401 means "no usable credentials", not "wrong password". */
  readonly credentialsGiven: boolean;
  /** PEM files. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** The name to verify the certificate for, when it is not the URL's host. */
  readonly serverName?: string;
  /** The tunnel: how to reach host and port; TLS, if any, is spoken over it. */
  readonly connect?: (host: string, port: number) => Promise<Duplex>;
  /** ms until the TCP and TLS connection stands; default 10,000. */
  readonly connectDeadline?: number;
  /** ms for a whole request; none by default. */
  readonly deadline?: number;
  /** One line a request, redacted: for --debug. */
  readonly debug?: (line: string) => void;
}
