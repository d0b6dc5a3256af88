import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/cluster/config-text.js';
import type { PasswordSource } from '../../src/cluster/layer.js';
import { type Environment, resolveSettings, type Settings, type SettingsFlags } from '../../src/cluster/settings.js';
import { type CliError, ConfigError, DataError, UsageError } from '../../src/errors.js';

const file = `default = "lab"

[defaults]
timeout = 30
api = { tunnel = true }

[clusters.prod]
nodes = ["rabbit@mq1", "rabbit@mq2", "rabbit@mq3"]
accept_new_host_keys = true
api = { url = "https://{host}:15671", username = "ops", password_env = "PROD_RMQ", ca = "ca.pem", tunnel = false }
ssh = { user = "deploy", jump = "bastion", sudo = true }

[clusters.prod.node."rabbit@mq3"]
api = { url = "https://10.0.0.3:15671", server_name = "mq3.internal" }
ssh = { host = "10.0.0.3", port = 2222 }

[clusters.lab]
nodes = ["test_rabbit_1@lap", "test_rabbit_2@lap"]
timeout = 5

[clusters.lab.node."test_rabbit_2@lap"]
api = { port = 15673, username = "two" }

[clusters.long]
nodes = ["rabbit@a.example.com", "rabbit@b.example.com"]
api = { username = "ops", password = "s3cret" }

[clusters.box]
nodes = ["rabbit@rabbitmq1", "rabbit@rabbitmq2"]
api = { url = "http://localhost:15672" }
ssh = { exec = ["docker", "exec", "-i", "{short_host}"] }

[clusters.bare]
api = { url = "http://balancer:15672", password_command = ["pass", "rmq"] }
`;
const twoCalledMq1 = `[clusters.staging]
nodes = ["rabbit@mq1.staging"]
[clusters.prod]
nodes = ["rabbit@mq1.prod"]
`;
const withoutDefault = file.replace('default = "lab"', '');

interface Row {
  readonly flags?: SettingsFlags;
  readonly env?: Environment;
  /** Text of the config file; none by default. */
  readonly file?: string;
  readonly hostname?: string;
  readonly fqdn?: string;
  readonly commandTimeout?: number;
  /** `value | origin`, or the value alone. */
  readonly is: Readonly<Record<string, string>>;
}

const rows: Readonly<Record<string, Row>> = {
  'nothing at all: the local node as guest': {
    is: {
      cluster: 'rabbit@lap | built in',
      node: 'rabbit@lap | built in',
      nodes: 'rabbit@lap',
      url: 'http://localhost:15672 | built in',
      username: 'guest | built in',
      password: 'text guest | built in',
      credentialsGiven: 'false',
      'ssh.host': '- | host of the node name',
      nodeGiven: 'false',
      tunnel: 'false | built in',
      apiOnly: 'false | built in',
      timeout: '- | built in',
      fixed: 'false',
    },
  },
  'the short host name is used': { hostname: 'lap.example.com', is: { node: 'rabbit@lap' } },
  'longnames: the full one': {
    hostname: 'lap.example.com',
    flags: { longnames: true },
    is: { node: 'rabbit@lap.example.com' },
  },
  'longnames: from hostname -f': {
    fqdn: 'lap.example.org',
    flags: { longnames: true },
    is: { node: 'rabbit@lap.example.org' },
  },
  RABBITMQ_USE_LONGNAME: {
    hostname: 'lap.example.com',
    env: { RABBITMQ_USE_LONGNAME: 'true' },
    is: { node: 'rabbit@lap.example.com', longnames: 'true | environment RABBITMQ_USE_LONGNAME' },
  },
  '-n rabbit@mq1 alone is enough': {
    flags: { node: 'rabbit@mq1' },
    is: {
      cluster: 'rabbit@mq1 | flag --node',
      node: 'rabbit@mq1 | flag --node',
      url: 'http://mq1:15672 | built in',
      'ssh.host': 'mq1 | host of the node name',
      nodeGiven: 'true',
      credentialsGiven: 'false',
    },
  },
  '-n without host part: the local host': {
    flags: { node: 'test_rabbit_2' },
    is: { node: 'test_rabbit_2@lap', url: 'http://localhost:15672', 'ssh.host': '-' },
  },
  '--nodes: the cluster that lists one of them, not the default one': {
    file,
    flags: { nodes: ['rabbit@elsewhere', 'mq2', 'mq1'] },
    is: { cluster: 'prod', node: 'rabbit@mq1', nodeGiven: 'false' },
  },
  '--nodes that no cluster lists: the default one': {
    file,
    flags: { nodes: ['rabbit@elsewhere'] },
    is: { cluster: 'lab', nodeGiven: 'false' },
  },
  '-n rabbit@: the local host': { flags: { node: 'rabbit@' }, is: { node: 'rabbit@lap' } },
  '-n @mq1: rabbit': { flags: { node: '@mq1' }, is: { node: 'rabbit@mq1' } },
  '-n with dots needs no --longnames': {
    flags: { node: 'rabbit@mq1.example.com' },
    is: { node: 'rabbit@mq1.example.com', url: 'http://mq1.example.com:15672', 'ssh.host': 'mq1.example.com' },
  },
  '-n of this machine by its full name': {
    hostname: 'lap.example.com',
    flags: { node: 'rabbit@lap.example.com' },
    is: { url: 'http://localhost:15672', 'ssh.host': '-' },
  },
  '-n of a namesake in another domain is another machine': {
    hostname: 'mq1.staging.example.com',
    flags: { node: 'rabbit@mq1.production.example.com' },
    is: { url: 'http://mq1.production.example.com:15672', 'ssh.host': 'mq1.production.example.com' },
  },
  '-n rabbit@localhost': {
    flags: { node: 'rabbit@localhost' },
    is: { node: 'rabbit@localhost', 'ssh.host': '-', url: 'http://localhost:15672' },
  },
  RABBITMQ_NODENAME: {
    env: { RABBITMQ_NODENAME: 'bunny' },
    is: { node: 'bunny@lap | environment RABBITMQ_NODENAME', nodeGiven: 'true' },
  },
  'RABBITCTL_NODE beats RABBITMQ_NODENAME': {
    env: { RABBITMQ_NODENAME: 'bunny', RABBITCTL_NODE: 'rabbit@mq1' },
    is: { node: 'rabbit@mq1 | environment RABBITCTL_NODE' },
  },
  '-n beats the environment': {
    flags: { node: 'rabbit@mq2' },
    env: { RABBITCTL_NODE: 'rabbit@mq1' },
    is: { node: 'rabbit@mq2 | flag --node' },
  },
  'RABBITMQ_NODENAME says nothing about --url': {
    flags: { url: 'http://mq9:15672' },
    env: { RABBITMQ_NODENAME: 'bunny' },
    is: { node: '- | flag --url', nodeGiven: 'false' },
  },
  'RABBITMQ_NODENAME says nothing about --cluster': {
    file,
    flags: { cluster: 'prod' },
    env: { RABBITMQ_NODENAME: 'bunny' },
    is: { node: 'rabbit@mq1' },
  },
  'an empty variable is none': {
    env: { RABBITCTL_NODE: '', RABBITCTL_URL: '' },
    is: { node: 'rabbit@lap', url: 'http://localhost:15672' },
  },

  '--url alone: whoever answers there': {
    flags: { url: 'http://mq1:8080' },
    is: {
      cluster: 'http://mq1:8080 | flag --url',
      node: '- | flag --url',
      url: 'http://mq1:8080 | flag --url',
      'ssh.host': 'mq1 | host of the URL',
      fixed: 'true',
      'member url': 'http://mq7:8080',
    },
  },
  '--url of this machine': {
    flags: { url: 'http://localhost:8080' },
    is: { 'ssh.host': '-', 'member url': 'http://localhost:8080' },
  },
  '--url with credentials: they are split off': {
    flags: { url: 'https://ops:p%40ss@mq1:15671' },
    is: {
      url: 'https://mq1:15671',
      cluster: 'https://mq1:15671',
      username: 'ops | flag --url',
      password: 'text p@ss | flag --url',
      credentialsGiven: 'true',
    },
  },
  '--username beats the URL, whose password is not for that user': {
    flags: { url: 'https://ops:pw@mq1:15671', username: 'bob' },
    is: { username: 'bob | flag --username', password: 'prompt | built in' },
  },
  '--url with path prefix and /api': {
    flags: { url: 'https://mq1/rabbit/api/' },
    is: { url: 'https://mq1/rabbit', 'member url': 'https://mq7/rabbit' },
  },
  '--url with an IPv6 address': {
    flags: { url: 'http://[::1]:15672' },
    is: { url: 'http://[::1]:15672', 'ssh.host': '-' },
  },
  '--url with {host} is a template': {
    flags: { url: 'https://{host}:8443', node: 'rabbit@mq2' },
    is: { url: 'https://mq2:8443', fixed: 'false' },
  },
  '--url and -n: that node must answer there': {
    flags: { url: 'http://lb:80', node: 'rabbit@mq2' },
    is: { node: 'rabbit@mq2', fixed: 'true', 'ssh.host': 'mq2' },
  },
  RABBITCTL_URL: {
    env: { RABBITCTL_URL: 'http://u:p@mq1:1' },
    is: { url: 'http://mq1:1 | environment RABBITCTL_URL', username: 'u | environment RABBITCTL_URL' },
  },
  '--url beats RABBITCTL_URL': {
    flags: { url: 'http://a:1' },
    env: { RABBITCTL_URL: 'http://b:2' },
    is: { url: 'http://a:1' },
  },

  'a user without password: ask': { flags: { username: 'ops' }, is: { password: 'prompt', credentialsGiven: 'true' } },
  'guest has the usual password': {
    flags: { username: 'guest' },
    is: { password: 'text guest', credentialsGiven: 'true' },
  },
  '--password-file': {
    flags: { username: 'ops', 'password-file': 'pw' },
    is: { password: 'file pw | flag --password-file' },
  },
  '--password-stdin': {
    flags: { 'password-stdin': true },
    is: { password: 'stdin | flag --password-stdin', username: 'guest', credentialsGiven: 'true' },
  },
  RABBITCTL_PASSWORD: {
    env: { RABBITCTL_USERNAME: 'ops', RABBITCTL_PASSWORD: 'x' },
    is: {
      username: 'ops | environment RABBITCTL_USERNAME',
      password: 'environment RABBITCTL_PASSWORD | environment RABBITCTL_PASSWORD',
    },
  },
  RABBITCTL_PASSWORD_FILE: {
    env: { RABBITCTL_PASSWORD_FILE: '/pw' },
    is: { password: 'file /pw | environment RABBITCTL_PASSWORD_FILE' },
  },
  '--password-file beats RABBITCTL_PASSWORD': {
    flags: { 'password-file': 'pw' },
    env: { RABBITCTL_PASSWORD: 'x' },
    is: { password: 'file pw' },
  },
  '--username with RABBITCTL_PASSWORD': {
    flags: { username: 'bob' },
    env: { RABBITCTL_PASSWORD: 'x' },
    is: { username: 'bob', password: 'environment RABBITCTL_PASSWORD' },
  },
  'the password of the entry is not for another user': {
    file,
    flags: { cluster: 'prod', username: 'bob' },
    is: { username: 'bob', password: 'prompt' },
  },
  'a node with its own user has not the cluster’s password': {
    file: file.replace('server_name = "mq3.internal"', 'username = "three"'),
    flags: { cluster: 'prod', node: 'mq3' },
    is: { username: 'three', password: 'prompt' },
  },

  '--ssh alone: the node there': {
    flags: { ssh: 'ops@mq1:2222' },
    is: {
      node: '- | flag --ssh',
      url: 'http://mq1:15672',
      'ssh.host': 'mq1 | flag --ssh',
      'ssh.user': 'ops | flag --ssh',
      'ssh.port': '2222 | flag --ssh',
      'member ssh': 'mq7',
    },
  },
  '--ssh with IPv6': {
    flags: { node: 'rabbit@mq1', ssh: 'ops@[fe80::1]:22' },
    is: { 'ssh.host': 'fe80::1', 'ssh.port': '22', 'ssh.user': 'ops' },
  },
  '--ssh with bare IPv6': {
    flags: { node: 'rabbit@mq1', ssh: 'fe80::1' },
    is: { 'ssh.host': 'fe80::1', 'ssh.port': '-' },
  },
  '--ssh to a local node goes over SSH all the same': {
    flags: { node: 'rabbit', ssh: 'localhost' },
    is: { node: 'rabbit@lap', 'ssh.host': 'localhost' },
  },
  RABBITCTL_SSH: {
    env: { RABBITCTL_SSH: 'root@mq1' },
    is: { 'ssh.host': 'mq1 | environment RABBITCTL_SSH', 'ssh.user': 'root' },
  },
  'TLS and switches by flag': {
    flags: {
      node: 'rabbit@mq1',
      ca: 'ca',
      cert: 'c',
      key: 'k',
      'server-name': 's',
      tunnel: true,
      'api-only': true,
      'accept-new-host-keys': true,
      timeout: 9,
    },
    is: {
      ca: 'ca | flag --ca',
      cert: 'c | flag --cert',
      key: 'k | flag --key',
      serverName: 's | flag --server-name',
      tunnel: 'true | flag --tunnel',
      apiOnly: 'true | flag --api-only',
      'ssh.acceptNewHostKeys': 'true | flag --accept-new-host-keys',
      timeout: '9 | flag --timeout',
    },
  },
  'a command’s own timeout': { commandTimeout: 60, is: { timeout: '60 | default of the command' } },
  'a command’s own timeout below the config file': {
    file,
    commandTimeout: 60,
    is: { timeout: '5 | clusters.lab in c.toml:19' },
  },
  '--timeout above a command’s own': {
    flags: { timeout: 9 },
    commandTimeout: 60,
    is: { timeout: '9 | flag --timeout' },
  },
  'the longest timeout': { flags: { timeout: 1_000_000 }, is: { timeout: '1000000' } },
  'TLS and switches by environment': {
    env: {
      RABBITCTL_CA: 'ca',
      RABBITCTL_CERT: 'c',
      RABBITCTL_KEY: 'k',
      RABBITCTL_SERVER_NAME: 's',
      RABBITCTL_TUNNEL: '1',
      RABBITCTL_API_ONLY: 'yes',
      RABBITCTL_ACCEPT_NEW_HOST_KEYS: 'on',
      RABBITCTL_TIMEOUT: '9',
    },
    is: {
      ca: 'ca | environment RABBITCTL_CA',
      cert: 'c | environment RABBITCTL_CERT',
      key: 'k | environment RABBITCTL_KEY',
      serverName: 's | environment RABBITCTL_SERVER_NAME',
      tunnel: 'true | environment RABBITCTL_TUNNEL',
      apiOnly: 'true | environment RABBITCTL_API_ONLY',
      'ssh.acceptNewHostKeys': 'true | environment RABBITCTL_ACCEPT_NEW_HOST_KEYS',
      timeout: '9 | environment RABBITCTL_TIMEOUT',
    },
  },

  'a token in the place of user and password': {
    env: { RABBITCTL_TOKEN: 'x' },
    file: '[defaults]\napi = { username = "ops", password = "s3cret" }',
    is: {
      token: 'environment RABBITCTL_TOKEN | environment RABBITCTL_TOKEN',
      username: ' | built in',
      credentialsGiven: 'true',
    },
  },
  'a token file': {
    flags: { 'token-file': 't' },
    env: { RABBITCTL_USERNAME: 'ops', RABBITCTL_TOKEN_FILE: 'u' },
    is: { token: 'file t | flag --token-file' },
  },
  'a token file of the environment': {
    env: { RABBITCTL_TOKEN_FILE: 'u' },
    is: { token: 'file u | environment RABBITCTL_TOKEN_FILE' },
  },
  'a user of a flag beats the token of the file': {
    flags: { username: 'ops' },
    file: '[defaults]\napi = { token_command = ["vault", "read"] }',
    is: { token: '- | built in', username: 'ops | flag --username', password: 'prompt | built in' },
  },
  'a token of the file': {
    file: '[defaults]\napi = { token_command = ["vault", "read"] }',
    is: { token: 'command vault read | defaults in c.toml:2' },
  },
  'the oldest TLS and a proxy': {
    env: { RABBITCTL_TLS_MIN_VERSION: 'TLSv1.3', HTTPS_PROXY: 'http://p:1' },
    flags: { url: 'https://mq1:15671' },
    is: {
      tlsMinVersion: 'TLSv1.3 | environment RABBITCTL_TLS_MIN_VERSION',
      proxy: 'http://p:1 | environment HTTPS_PROXY',
    },
  },
  'a proxy of the file, and none of it': {
    env: { HTTPS_PROXY: 'http://p:1' },
    flags: { cluster: 'a' },
    file: '[clusters.a]\napi = { url = "https://mq1", proxy = "none", tls_min_version = "TLSv1.2" }',
    is: { proxy: '- | clusters.a in c.toml:2', tlsMinVersion: 'TLSv1.2 | clusters.a in c.toml:2' },
  },
  'no proxy before a tunnel': {
    env: { HTTPS_PROXY: 'http://p:1' },
    flags: { url: 'https://mq1:15671', tunnel: true },
    is: { proxy: '- | built in' },
  },

  '--cluster prod': {
    file,
    flags: { cluster: 'prod' },
    is: {
      cluster: 'prod | flag --cluster',
      nodes: 'rabbit@mq1 rabbit@mq2 rabbit@mq3',
      node: 'rabbit@mq1 | clusters.prod in c.toml:8',
      nodeGiven: 'false',
      url: 'https://mq1:15671 | clusters.prod in c.toml:10',
      username: 'ops | clusters.prod in c.toml:10',
      password: 'environment PROD_RMQ | clusters.prod in c.toml:10',
      ca: `${process.cwd()}/ca.pem | clusters.prod in c.toml:10`,
      'ssh.user': 'deploy | clusters.prod in c.toml:11',
      'ssh.jump': 'bastion',
      'ssh.sudo': 'true',
      'ssh.acceptNewHostKeys': 'true | clusters.prod in c.toml:9',
      timeout: '30 | defaults in c.toml:4',
      tunnel: 'false | clusters.prod in c.toml:10',
      fixed: 'false',
      'member url': 'https://mq7:15671',
      'member ssh': 'mq7',
    },
  },
  RABBITCTL_CLUSTER: {
    file,
    env: { RABBITCTL_CLUSTER: 'prod' },
    is: { cluster: 'prod | environment RABBITCTL_CLUSTER' },
  },
  'an address typed by hand has nothing of RABBITCTL_CLUSTER': {
    file,
    flags: { url: 'http://staging:15672' },
    env: { RABBITCTL_CLUSTER: 'prod' },
    is: { url: 'http://staging:15672 | flag --url', username: 'guest | built in', cluster: 'http://staging:15672' },
  },
  '-C beats RABBITCTL_CLUSTER': {
    file,
    flags: { cluster: 'lab' },
    env: { RABBITCTL_CLUSTER: 'prod' },
    is: { cluster: 'lab' },
  },
  'the default cluster': {
    file,
    is: {
      cluster: 'lab | default in c.toml:1',
      node: 'test_rabbit_1@lap',
      timeout: '5 | clusters.lab in c.toml:19',
      url: 'http://localhost:15672',
    },
  },
  '[defaults] without a cluster': {
    file: withoutDefault,
    is: { cluster: 'rabbit@lap', tunnel: 'true | defaults in c.toml:5' },
  },
  '-C prod -n mq2: by its host': {
    file,
    flags: { cluster: 'prod', node: 'mq2' },
    is: { node: 'rabbit@mq2 | flag --node', nodes: 'rabbit@mq2', nodeGiven: 'true' },
  },
  '-C prod -n mq3: its own part wins': {
    file,
    flags: { cluster: 'prod', node: 'mq3' },
    is: {
      url: 'https://10.0.0.3:15671 | clusters.prod.node."rabbit@mq3" in c.toml:14',
      serverName: 'mq3.internal',
      'ssh.host': '10.0.0.3 | clusters.prod.node."rabbit@mq3" in c.toml:15',
      'ssh.port': '2222',
      'ssh.user': 'deploy',
      username: 'ops',
      fixed: 'true',
    },
  },
  'a flag beats a node’s own part': {
    file,
    flags: { cluster: 'prod', node: 'mq3', 'server-name': 'x' },
    is: { serverName: 'x | flag --server-name' },
  },
  '-C prod -n rabbit@mq9: not listed, made like the others': {
    file,
    flags: { cluster: 'prod', node: 'rabbit@mq9' },
    is: { node: 'rabbit@mq9', url: 'https://mq9:15671', username: 'ops' },
  },
  '-n mq2 is found without -C': { file, flags: { node: 'mq2' }, is: { cluster: 'prod', node: 'rabbit@mq2' } },
  '-n rabbit@mq2 is found without -C': {
    file,
    flags: { node: 'rabbit@mq2' },
    is: { cluster: 'prod', username: 'ops' },
  },
  '-n mq1, which two clusters have: the default one’s': {
    file: `default = "prod"\n${twoCalledMq1}`,
    flags: { node: 'mq1' },
    is: { cluster: 'prod', node: 'rabbit@mq1.prod' },
  },
  '-n by its full name, a part of which two clusters have': {
    file: twoCalledMq1,
    flags: { node: 'rabbit@mq1.prod' },
    is: { cluster: 'prod', node: 'rabbit@mq1.prod' },
  },
  '-n with --url is looked for in no cluster': {
    file: twoCalledMq1,
    flags: { node: 'rabbit@mq1', url: 'http://mq1:15672' },
    is: { cluster: 'rabbit@mq1', node: 'rabbit@mq1' },
  },
  '-n by its name': {
    file,
    flags: { node: 'test_rabbit_2' },
    is: { cluster: 'lab', node: 'test_rabbit_2@lap', url: 'http://localhost:15673', fixed: 'true' },
  },
  '-n by a short host of long names': {
    file,
    flags: { cluster: 'long', node: 'b' },
    is: { node: 'rabbit@b.example.com', password: 'text s3cret' },
  },
  '-n rabbit@b of long names': {
    file,
    flags: { cluster: 'long', node: 'rabbit@b' },
    is: { node: 'rabbit@b.example.com' },
  },
  'a local node that is not listed does not get the default cluster’s login': {
    file: file.replace('"lab"', '"prod"'),
    flags: { node: 'rabbit' },
    is: { node: 'rabbit@lap', cluster: 'rabbit@lap', username: 'guest' },
  },
  'an unlisted node elsewhere belongs to the default cluster': {
    file: file.replace('"lab"', '"prod"'),
    flags: { node: 'rabbit@mq8' },
    is: { cluster: 'prod', url: 'https://mq8:15671' },
  },
  '--url does not get the default cluster’s login': {
    file: file.replace('"lab"', '"prod"'),
    flags: { url: 'http://elsewhere:1' },
    is: { cluster: 'http://elsewhere:1', username: 'guest', timeout: '30' },
  },
  '-C and --url: the login of that cluster, another address': {
    file,
    flags: { cluster: 'prod', url: 'https://lb:443' },
    is: { cluster: 'prod', node: '-', nodes: '-', url: 'https://lb', username: 'ops' },
  },
  '-C and --ssh: only for the first node': {
    file,
    flags: { cluster: 'prod', ssh: 'ops@10.9.9.9' },
    is: { 'ssh.host': '10.9.9.9', 'ssh.user': 'ops', 'member ssh': 'mq7' },
  },
  'containers here': {
    file,
    flags: { cluster: 'box' },
    is: {
      'ssh.host': '- | the container runs here',
      'ssh.exec': 'docker,exec,-i,rabbitmq1',
      url: 'http://localhost:15672',
    },
  },
  'containers on another machine': {
    file: file.replace('exec = [', 'host = "docker-{host}", exec = ['),
    flags: { cluster: 'box', node: 'rabbitmq2' },
    is: { 'ssh.host': 'docker-rabbitmq2', 'ssh.exec': 'docker,exec,-i,rabbitmq2' },
  },
  'an entry without nodes: whoever answers at its URL': {
    file,
    flags: { cluster: 'bare' },
    is: {
      cluster: 'bare',
      node: '-',
      url: 'http://balancer:15672',
      password: 'command pass rmq',
      'ssh.host': 'balancer',
    },
  },
};

describe('settings', () => {
  for (const [name, row] of Object.entries(rows)) {
    it(name, async () => {
      const shown = show(await resolved(row));
      for (const [key, wanted] of Object.entries(row.is)) {
        const actual = shown[key] ?? `no such setting: ${key}`;
        expect(`${key}: ${wanted.includes(' | ') ? actual : actual.split(' | ')[0]}`).toBe(`${key}: ${wanted}`);
      }
    });
  }
});

interface Refusal {
  readonly file?: string;
  readonly flags?: SettingsFlags;
  readonly env?: Environment;
  readonly error: typeof CliError | typeof UsageError | typeof DataError | typeof ConfigError;
  readonly says: string | RegExp;
}

const refusals: Readonly<Record<string, Refusal>> = {
  'a bad head': { flags: { node: 'ra bbit@mq1' }, error: DataError, says: "invalid node name 'ra bbit@mq1'" },
  'a bad host': { flags: { node: 'rabbit@m q1' }, error: DataError, says: "'m q1' is not a host name" },
  'an unknown cluster, the nearest first': {
    flags: { cluster: 'prdo' },
    error: ConfigError,
    says: /no cluster 'prdo' in c\.toml.*Did you mean prod\? Known: prod, /s,
  },
  'a node that is in no list of the cluster': {
    flags: { cluster: 'prod', node: 'mq9' },
    error: DataError,
    says: /no node of prod is called 'mq9'.*rabbit@mq1, rabbit@mq2/s,
  },
  'a node that may be two': {
    flags: { cluster: 'prod', node: 'rabbit' },
    error: DataError,
    says: "'rabbit' may be rabbit@mq1 or rabbit@mq2",
  },
  'a node that two clusters have': {
    file: twoCalledMq1,
    flags: { node: 'mq1' },
    error: DataError,
    says: "'mq1' may be rabbit@mq1.staging of staging or rabbit@mq1.prod of prod. Add -C CLUSTER",
  },
  'nodes of which two clusters have one': {
    file: twoCalledMq1,
    flags: { nodes: ['mq1'] },
    error: DataError,
    says: 'Add -C CLUSTER',
  },
  'a URL without scheme': { flags: { url: 'mq1:15672' }, error: UsageError, says: '--url: must be a URL' },
  'a URL that is none': { flags: { url: 'http://' }, error: UsageError, says: '--url: cannot be read' },
  'a URL of another kind': { flags: { url: 'amqp://mq1' }, error: UsageError, says: 'must begin with http' },
  'a URL with a query': { flags: { url: 'http://mq1?x=1' }, error: UsageError, says: 'no ?' },
  'a bad URL in the environment': {
    env: { RABBITCTL_URL: 'x' },
    error: ConfigError,
    says: 'RABBITCTL_URL: must be a URL',
  },
  'an SSH target that is an option': { flags: { ssh: '-oProxyCommand=x' }, error: UsageError, says: '--ssh: must be' },
  'an SSH port that is none': { flags: { ssh: 'mq1:99999' }, error: UsageError, says: 'no port 99999' },
  'an SSH target without host': { flags: { ssh: 'ops@' }, error: UsageError, says: '--ssh: must be' },
  'a switch that is no switch': {
    env: { RABBITCTL_TUNNEL: 'maybe' },
    error: ConfigError,
    says: 'RABBITCTL_TUNNEL must be true or false',
  },
  'a timeout that is no number': {
    env: { RABBITCTL_TIMEOUT: '10s' },
    error: ConfigError,
    says: 'RABBITCTL_TIMEOUT must be a number',
  },
  'no time at all': {
    env: { RABBITCTL_TIMEOUT: '0' },
    error: ConfigError,
    says: "RABBITCTL_TIMEOUT must be a number of seconds, 1 or more, not '0'",
  },
  'a timeout beyond what a clock here can hold': {
    flags: { timeout: 1_000_001 },
    error: UsageError,
    says: '--timeout must be at most 1000000 seconds, not 1000001',
  },
  'such a timeout of the environment': {
    env: { RABBITCTL_TIMEOUT: '99999999999' },
    error: ConfigError,
    says: 'RABBITCTL_TIMEOUT must be at most 1000000 seconds, not 99999999999',
  },
  'a token and a user': {
    flags: { 'token-file': 'x', username: 'ops' },
    error: UsageError,
    says: '--token-file excludes both',
  },
  'a TLS version that is none': {
    env: { RABBITCTL_TLS_MIN_VERSION: '1.3' },
    error: ConfigError,
    says: 'must be TLSv1.2 or TLSv1.3',
  },
  'two sources of a password': {
    flags: { 'password-stdin': true, 'password-file': 'x' },
    error: UsageError,
    says: 'exclude each other',
  },
};

describe('settings refuse', () => {
  for (const [name, row] of Object.entries(refusals)) {
    it(name, async () => {
      const failure = await resolved({ file, ...row }).then(
        () => undefined,
        (error: CliError) => error,
      );
      expect(failure).toBeInstanceOf(row.error);
      expect(`${failure?.message} ${failure?.hint ?? ''}`).toMatch(row.says);
    });
  }

  it('a variable that overrules -C only with a warning', async () => {
    const env = { RABBITCTL_URL: 'http://dev:15672' };
    const warning = 'environment RABBITCTL_URL (http://dev:15672) stands in the place of what prod says';
    expect((await resolved({ file, env, flags: { cluster: 'prod' } })).warnings).toEqual([warning]);
    expect((await resolved({ file, env, flags: { cluster: 'prod', url: 'http://x:1' } })).warnings).toEqual([]);
    expect((await resolved({ file, env })).warnings).toEqual([]);
  });

  it('never shows a password of a URL', async () => {
    const failure = await resolved({ flags: { url: 'http://ops:s3cret@mq1:99999999' } }).catch(
      (error: CliError) => error,
    );
    expect(String((failure as CliError).message)).not.toContain('s3cret');
  });
});

async function resolved({
  flags = {},
  env = {},
  file: text,
  hostname = 'lap',
  fqdn,
  commandTimeout,
}: Omit<Row, 'is'>): Promise<Settings> {
  const { config } = await configFrom(text ?? '', 'c.toml');
  return resolveSettings({ flags, env, config, machine: { hostname, user: 'me', fqdn }, commandTimeout });
}

function show(settings: Settings): Record<string, string> {
  const [node] = settings.nodes;
  const member = settings.forMember('rabbit@mq7');
  const all: Record<string, { value: unknown; origin: string }> = {
    cluster: settings.cluster,
    node: node.name,
    longnames: settings.longnames,
    apiOnly: settings.apiOnly,
    timeout: settings.timeout,
    ...settingsIn(node.api),
    ...Object.fromEntries(Object.entries(node.ssh).map(([key, value]) => [`ssh.${key}`, value])),
  };
  return {
    ...Object.fromEntries(Object.entries(all).map(([key, { value, origin }]) => [key, `${text(value)} | ${origin}`])),
    nodes: settings.nodes.map(({ name }) => text(name.value)).join(' '),
    nodeGiven: String(settings.nodeGiven),
    credentialsGiven: String(node.api.credentialsGiven),
    fixed: String(node.api.fixed),
    'member url': member.api.url.value,
    'member ssh': text(member.ssh.host.value),
  };
}

function settingsIn(values: object): Record<string, { value: unknown; origin: string }> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'object'));
}

function text(value: unknown): string {
  if (value === undefined) return '-';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return String(value);
  const source = value as PasswordSource;
  return Object.values(source).flat().join(' ');
}
