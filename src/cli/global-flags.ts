import { type Flag, flag, integer, option, ours, type Values } from './input.js';

/** Undefined when it is not given: then the environment and the config file decide. */
const setting = (description: string, char?: string): Flag<boolean | undefined> => ({
  ...flag(description, char),
  missing: undefined,
});

const ignored = (): Flag<string | undefined> => ({
  ...option('accepted for scripts; has no effect from outside'),
  hidden: true,
  ours: true,
});

/**
 * The switches that every command takes: those of RabbitMQ's own tools (facts: rabbitmq_cli `core/parser.ex`)
 * and ours. What is `ours` is never forwarded to a node's own tool.
 */
export const globalFlags = {
  node: ours(option('node to talk to, such as rabbit@mq1', 'n')),
  timeout: integer('seconds to wait before giving up', undefined, 't'),
  vhost: { ...option('virtual host', 'p'), hidden: true },
  quiet: flag('no banner', 'q'),
  silent: flag('no banner and no table header', 's'),
  longnames: setting('long node names', 'l'),
  formatter: option(
    'table, pretty_table, csv, json, json_stream, erlang, string, string_per_line, inspect, report, encrypted_conf_value',
  ),
  'table-headers': { ...flag('print the header row'), missing: true },
  'pad-to-header': flag('pad each cell to the width of its header'),
  'dry-run': flag('check and print the banner, but do nothing'),
  'print-stacktrace': flag('print the stack of an unexpected error'),
  help: { ...ours(flag('show what the command does and takes', '?')), negatable: false },
  cluster: ours(option('cluster of the config file', 'C')),
  config: ours(option('config file')),
  url: ours(option('URL of the Management HTTP API')),
  username: ours(option('user of the Management HTTP API')),
  'password-file': ours(option('file with the password of that user')),
  'password-stdin': ours(setting('read that password from the first line of stdin')),
  'token-file': ours(option('file with a bearer token, in the place of user and password')),
  ssh: ours(option('[user@]host[:port] to reach the node over SSH')),
  tunnel: ours(setting('send HTTP through the SSH connection')),
  ca: ours(option('PEM file of the CA that signed the API certificate')),
  cert: ours(option('PEM file with a client certificate')),
  key: ours(option('PEM file with its key')),
  'server-name': ours(option('name to verify the API certificate for')),
  'accept-new-host-keys': ours(setting('add unknown SSH host keys to known_hosts')),
  'api-only': ours(setting('HTTP alone: run nothing on the machines')),
  json: ours(flag('short for --formatter json')),
  color: ours({ ...flag('colour on a terminal'), missing: true }),
  yes: ours(flag('answer yes to every question')),
  debug: ours(flag('print requests and remote commands to stderr')),
  printer: ignored(),
  file: ignored(),
  'script-name': ignored(),
  'rabbitmq-home': ignored(),
  'data-dir': ignored(),
  'mnesia-dir': ignored(),
  'plugins-dir': ignored(),
  'enabled-plugins-file': ignored(),
  'aliases-file': ignored(),
  'erlang-cookie': ignored(),
} as const;

/** Those of many nodes only where the command takes them. */
export type GlobalFlags = Omit<Values<typeof globalFlags>, 'vhost'> & {
  readonly 'all-nodes'?: boolean;
  readonly nodes?: string | undefined;
  readonly parallel?: number | undefined;
};
