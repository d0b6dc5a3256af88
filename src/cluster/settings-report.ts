import type { PasswordSource, Setting, TokenSource } from './layer.js';
import type { NodeSettings } from './node-settings.js';
import type { Settings } from './settings.js';

/** One line of `rabbitctl settings`. */
export interface SettingRow {
  /** The node it is about; of a whole run where there is none. */
  readonly node?: string;
  readonly name: string;
  readonly value: string | number | boolean | readonly string[] | undefined;
  readonly origin: string;
}

/** Every setting with its origin, passwords hidden; of further nodes only what differs from the first. */
export function settingsReport(settings: Settings): SettingRow[] {
  const [first, ...others] = settings.nodes;
  const firstRows = nodeRows(first);
  const same = new Set(firstRows.map(likeness));
  return [
    row('config', settings.config),
    row('cluster', settings.cluster),
    row('node', first.name),
    row('timeout', settings.timeout),
    row('api_only', settings.apiOnly),
    row('longnames', settings.longnames),
    ...Object.entries(settings.health).map(([name, { value, origin }]) =>
      row(`health ${name}`, { value: value.length === 0 ? 'off' : value.map(String), origin }),
    ),
    ...firstRows,
    ...others.flatMap((node) => nodeRows(node).filter((line) => !same.has(likeness(line)))),
  ];
}

function nodeRows(settings: NodeSettings): SettingRow[] {
  const { api, ssh } = settings;
  const node = settings.name.value;
  const rows = [
    row('url', api.url),
    ...(api.token.value === undefined
      ? [
          row('username', api.username),
          row('password', { value: shownSecret(api.password.value), origin: api.password.origin }),
        ]
      : [row('token', { value: shownSecret(api.token.value), origin: api.token.origin })]),
    row('ca', api.ca),
    row('cert', api.cert),
    row('key', api.key),
    row('server_name', api.serverName),
    row('tls_min_version', api.tlsMinVersion),
    row('proxy', { value: api.proxy.value?.replace(/\/\/[^/@]*@/, '//…@'), origin: api.proxy.origin }),
    row('tunnel', api.tunnel),
    row('ssh host', { value: ssh.host.value ?? 'this machine', origin: ssh.host.origin }),
    row('ssh port', ssh.port),
    row('ssh user', ssh.user),
    row('ssh jump', ssh.jump),
    row('ssh sudo', ssh.sudo),
    row('ssh identity', ssh.identity),
    row('ssh known_hosts', ssh.knownHosts),
    row('ssh config_file', ssh.configFile),
    row('ssh exec', ssh.exec),
    row('accept_new_host_keys', ssh.acceptNewHostKeys),
  ];
  return node === undefined ? rows : rows.map((line) => ({ node, ...line }));
}

/** Never the secret itself; where it comes from is no secret. */
function shownSecret(source: PasswordSource | TokenSource): string {
  switch (source.from) {
    case 'text':
      return '(set)';
    case 'environment':
      return `(environment variable ${source.variable})`;
    case 'file':
      return `(file ${source.file})`;
    case 'command':
      return `(command ${source.argv[0]})`;
    case 'stdin':
      return '(stdin)';
    case 'prompt':
      return '(asked for)';
    case 'oauth':
      return `(OAuth 2, ${source.client.flow} of ${source.client.clientId})`;
  }
}

const row = (name: string, { value, origin }: Setting<SettingRow['value']>): SettingRow => ({ name, value, origin });

const likeness = ({ name, value, origin }: SettingRow): string => JSON.stringify([name, value, origin]);
