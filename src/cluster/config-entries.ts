import { tlsVersions } from '../api/api-settings.js';
import { nearest } from '../nearest.js';
import type { ClusterEntry, Config } from './config.js';
import { passwordKeys, passwordOf, tokenKeys, tokenOf } from './config-credentials.js';
import { healthValues } from './config-health.js';
import type { ConfigSection } from './config-section.js';
import { type ApiValues, emptyLayer, type Known, known, type Layer, longestTimeout, type SshValues } from './layer.js';
import { isFullName } from './node-name.js';
import { passwordIn, splitUrl } from './url.js';

const shared = ['timeout', 'accept_new_host_keys', 'api_only', 'longnames', 'api', 'ssh', 'health'] as const;

/** The whole file, checked. Throws ConfigError with file and line. */
export function readEntries(file: string, top: ConfigSection): Config {
  top.allow('default', 'defaults', 'clusters');
  const clusters = top.child('clusters');
  const entries = (clusters?.keys ?? []).flatMap((name) => clusterEntry(name, clusters?.child(name)));
  const defaults = top.child('defaults')?.allow(...shared);
  const standard = top.text('default');
  const names = entries.map((entry) => entry.name);
  if (standard !== undefined && !names.includes(standard)) {
    const meant = nearest(standard, names);
    throw top.error(
      'default',
      `there is no cluster '${standard}'`,
      meant ? `Did you mean ${meant}?` : 'Name it [clusters.NAME].',
    );
  }
  return {
    file,
    ...(standard !== undefined && { default: { value: standard, origin: top.origin('default', 'default') } }),
    defaults: defaults ? layerOf(defaults, defaults.name) : emptyLayer,
    clusters: new Map(entries.map((entry) => [entry.name, entry])),
    warnings: [],
  };
}

/** True when a password stands in the file itself. */
export function holdsPassword({ defaults, clusters }: Config): boolean {
  const entries = [...clusters.values()];
  const layers = [defaults, ...entries.flatMap(({ layer, overrides }) => [layer, ...overrides.values()])];
  return layers.some(({ api }) => api.password?.value.from === 'text');
}

function clusterEntry(name: string, section: ConfigSection | undefined): ClusterEntry[] {
  if (section === undefined) return [];
  section.allow('nodes', ...shared, 'node');
  const nodes = section.texts('nodes') ?? [];
  const wrong = nodes.find((node) => !isFullName(node));
  if (wrong !== undefined) throw section.error('nodes', `'${wrong}' is no full node name, such as rabbit@mq1`);
  const twice = nodes.find((node, index) => nodes.indexOf(node) !== index);
  if (twice !== undefined) throw section.error('nodes', `${twice} is listed twice`);
  const overrides = section.child('node');
  return [
    {
      name,
      origin: section.origin('nodes'),
      nodes,
      layer: layerOf(section, section.name),
      overrides: new Map((overrides?.keys ?? []).map((node) => [node, override(node, overrides)])),
    },
  ];
}

function override(node: string, overrides: ConfigSection | undefined): Layer {
  const section = overrides?.child(node)?.allow('api', 'ssh');
  if (section === undefined) return emptyLayer;
  if (!isFullName(node)) {
    throw section.error('', `'${node}' is no full node name`, 'Write it in quotes: [clusters.NAME.node."rabbit@mq3"]');
  }
  return {
    ...emptyLayer,
    api: apiValues(section.child('api'), section.name),
    ssh: sshValues(section.child('ssh'), section.name),
  };
}

function layerOf(section: ConfigSection, name: string): Layer {
  const origins: Readonly<Record<string, string>> = { apiOnly: 'api_only', acceptNewHostKeys: 'accept_new_host_keys' };
  const origin = (key: string): string => section.origin(origins[key] ?? key);
  return {
    api: apiValues(section.child('api'), name),
    ssh: {
      ...sshValues(section.child('ssh'), name),
      ...known(origin, { acceptNewHostKeys: section.flag('accept_new_host_keys') }),
    },
    general: known(origin, {
      timeout: section.integer('timeout', 1, longestTimeout),
      apiOnly: section.flag('api_only'),
      longnames: section.flag('longnames'),
    }),
    health: healthValues(section.child('health'), name),
  };
}

function apiValues(section: ConfigSection | undefined, owner: string): Known<ApiValues> {
  if (section === undefined) return {};
  section.allow(
    ...['url', 'port', 'username', ...passwordKeys, ...tokenKeys],
    ...['ca', 'cert', 'key', 'server_name', 'tls_min_version', 'proxy', 'tunnel'],
  );
  const text = section.text('url');
  const url = text === undefined ? undefined : splitUrl(text, (why) => section.error('url', `url ${why}`));
  const [password, passwordKey] = passwordOf(section);
  const [token, tokenKey] = tokenOf(section);
  if (token !== undefined && (password ?? section.text('username') ?? url?.username) !== undefined) {
    throw section.error(tokenKey ?? '', `${tokenKey} stands in the place of user and password: leave those out`);
  }
  const origins: Readonly<Record<string, string>> = {
    password: passwordKey ?? 'url',
    token: tokenKey ?? '',
    serverName: 'server_name',
    tlsMinVersion: 'tls_min_version',
  };
  return known((key) => section.origin(origins[key] ?? key, owner), {
    url: url?.url,
    port: section.integer('port', 1, 65_535),
    username: section.text('username') ?? url?.username,
    password: password ?? passwordIn(url, section.text('username')),
    ca: section.path('ca'),
    cert: section.path('cert'),
    key: section.path('key'),
    token,
    serverName: section.text('server_name'),
    tlsMinVersion: section.oneOf('tls_min_version', tlsVersions),
    proxy: proxyOf(section),
    tunnel: section.flag('tunnel'),
  });
}

function proxyOf(section: ConfigSection): string | undefined {
  const text = section.text('proxy');
  if (text !== undefined && text !== 'none' && !/^https?:\/\/./.test(text)) {
    throw section.error('proxy', 'proxy must be a URL such as http://proxy:3128, or none');
  }
  return text;
}

function sshValues(section: ConfigSection | undefined, owner: string): Known<SshValues> {
  if (section === undefined) return {};
  section.allow('host', 'port', 'user', 'jump', 'sudo', 'identity', 'known_hosts', 'config_file', 'exec');
  const origins: Readonly<Record<string, string>> = { knownHosts: 'known_hosts', configFile: 'config' };
  return known((key) => section.origin(origins[key] ?? key, owner), {
    host: word(section, 'host'),
    port: section.integer('port', 1, 65_535),
    user: word(section, 'user'),
    jump: word(section, 'jump'),
    sudo: section.flag('sudo'),
    identity: section.paths('identity'),
    knownHosts: section.paths('known_hosts'),
    configFile: section.path('config_file'),
    exec: section.argv('exec'),
  });
}

/** What ssh gets as an argument: it must not look like an option. */
function word(section: ConfigSection, key: string): string | undefined {
  const value = section.text(key);
  if (value !== undefined && (value.startsWith('-') || /\s/.test(value)))
    throw section.error(key, `${key} cannot be '${value}'`);
  return value;
}
