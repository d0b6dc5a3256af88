import { ConfigError } from '../errors.js';
import type { ResolvedHost } from './ssh-config.js';
import type { SshSettings } from './ssh-settings.js';

/** The last of the jump hosts, reached through those before it, as `ssh -J` does it. */
export function jumpSettings(settings: SshSettings, host: ResolvedHost): SshSettings | undefined {
  const list = host.proxyJump?.split(',').map((hop) => hop.trim()) ?? [];
  const last = list.pop();
  if (last === undefined || last === '') return undefined;
  const { user, name, port } = parseHop(last);
  const { port: _port, user: _user, jump: _jump, host: _host, ...shared } = settings;
  return {
    ...shared,
    host: name,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port }),
    ...(list.length > 0 ? { jump: list.join(',') } : {}),
  };
}

/** `Host *` with a ProxyJump names the jump host itself too: it is reached directly. */
export function isSameHost(one: ResolvedHost, other: ResolvedHost): boolean {
  return one.hostname === other.hostname && one.port === other.port;
}

function parseHop(hop: string): { user: string | undefined; name: string; port: number | undefined } {
  const [, user, bracketed, plain, port] =
    /^(?:ssh:\/\/)?(?:(.+)@)?(?:\[(.+)\]|([^:@]+))(?::(\d+))?\/?$/.exec(hop) ?? [];
  const name = bracketed ?? plain;
  if (name === undefined)
    throw new ConfigError(`"${hop}" is no jump host`, { hint: 'Write it as [user@]host[:port].' });
  return { user, name, port: port === undefined ? undefined : Number(port) };
}
