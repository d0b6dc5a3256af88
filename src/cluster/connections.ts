import type { ApiSettings } from '../api/api-settings.js';
import type { ManagementApi } from '../api/management-api.js';
import type { Host } from '../ssh/host.js';
import type { SshSettings } from '../ssh/ssh-settings.js';
import { lazyApi } from './lazy-api.js';
import { lazyHost } from './lazy-host.js';
import type { NodeSettings, SshChoice } from './node-settings.js';
import type { Passwords } from './passwords.js';
import type { Surroundings } from './surroundings.js';
import type { Tokens } from './tokens.js';

// The two clients are loaded where they are first used: a command over HTTP never loads SSH, and the other way round.

/** A node's machine: this one, one over SSH, or a container in either. Connects on first use. */
export function hostOfNode(settings: NodeSettings, surroundings: Surroundings): Host {
  const { host, exec } = settings.ssh;
  return lazyHost(hostName(settings.ssh), surroundings.signal, async () => {
    if (surroundings.openHost) return surroundings.openHost(settings);
    const machine =
      host.value === undefined
        ? (await import('../ssh/local.js')).localHost(surroundings.debug)
        : (await import('../ssh/ssh-host.js')).openHost(sshSettings(host.value, settings.ssh, surroundings));
    if (exec.value === undefined) return machine;
    return (await import('../ssh/prefixed-host.js')).prefixedHost(machine, exec.value);
  });
}

/** What the nodes of a run log in with. */
export interface Logins {
  readonly passwords: Passwords;
  readonly tokens: Tokens;
}

/** Makes APIs with one node's login, at its own address or at another one. `timeout`, in seconds, limits each whole request. */
export function apiOpener(
  { api }: NodeSettings,
  host: Host,
  surroundings: Surroundings,
  { timeout, passwords, tokens }: Logins & { readonly timeout: number | undefined },
): (url: string) => ManagementApi {
  const { value: source, origin } = api.token;
  return (url) =>
    lazyApi(url, surroundings.signal, async () => {
      const open = surroundings.openApi ?? (await import('../api/client.js')).openApi;
      return open({
        url,
        username: api.username.value,
        password: () => passwords.fetch(api.password, api.username.value),
        credentialsGiven: api.credentialsGiven,
        ...(source && { token: (refused?: string) => tokens.fetch({ value: source, origin }, refused) }),
        ...present({ ca: api.ca.value, cert: api.cert.value, key: api.key.value, serverName: api.serverName.value }),
        ...present({ tlsMinVersion: api.tlsMinVersion.value, proxy: api.proxy.value }),
        // The broker's own loopback: its management port need not be open to anybody else.
        ...(api.tunnel.value && { connect: (_: string, port: number) => host.connect('localhost', port) }),
        ...present({ deadline: milliseconds(timeout), debug: surroundings.debug }),
      } satisfies ApiSettings);
    });
}

function sshSettings(host: string, ssh: SshChoice, { askSecret, debug, warn }: Surroundings): SshSettings {
  return {
    host,
    acceptNewHostKeys: ssh.acceptNewHostKeys.value,
    ...present({
      port: ssh.port.value,
      user: ssh.user.value,
      jump: ssh.jump.value,
      identity: ssh.identity.value,
      knownHosts: ssh.knownHosts.value,
      configFile: ssh.configFile.value,
      askSecret,
      debug,
      warn,
    }),
  };
}

function hostName({ host, user, port, exec }: SshChoice): string {
  const place =
    host.value === undefined
      ? 'this machine'
      : `${user.value ? `${user.value}@` : ''}${host.value}${port.value ? `:${port.value}` : ''}`;
  return exec.value === undefined ? place : `${exec.value.join(' ')} on ${place}`;
}

/** Of a setting in seconds, where 0 is without limit. */
export const milliseconds = (seconds: number | undefined): number | undefined => (seconds ? seconds * 1000 : undefined);

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined: an optional field of a setting is there or not. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
