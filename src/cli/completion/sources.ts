import type { NameKind } from '../../cluster/live-names.js';
import type { Argument, Flag } from '../input.js';

/** Where the words for one place of a command line come from. */
export type Source =
  | { readonly from: 'words'; readonly words: readonly string[] }
  | { readonly from: 'names'; readonly kind: NameKind | 'cluster' | 'node' }
  | { readonly from: 'files' }
  | { readonly from: 'directories' }
  | { readonly from: 'nowhere' };

const words = (all: string): Source => ({ from: 'words', words: all.split(' ') });
const names = (kind: NameKind | 'cluster' | 'node'): Source => ({ from: 'names', kind });
const files: Source = { from: 'files' };
const nowhere: Source = { from: 'nowhere' };

const formatters = words(
  'table pretty_table csv json json_stream erlang string string_per_line inspect report encrypted_conf_value',
);

/** Of an option's value: what its declaration lists, else what its name says. */
export const sourceOfFlag = (name: string, { options }: Flag<unknown>): Source =>
  options === undefined ? (ofFlag[name] ?? nowhere) : { from: 'words', words: options };

/** Of an argument: what its declaration lists, else what it is called, in this command or in any. */
export function sourceOfArgument(
  command: string,
  name: string,
  { options }: Argument<unknown>,
  before: readonly string[],
): Source {
  if (options !== undefined) return { from: 'words', words: options };
  // `on-node -- rabbitmqctl …`: what that takes is its own affair.
  if (command === 'on-node') return before.length === 0 ? tools : nowhere;
  return (name === 'name' ? ofName[command] : ofArgument[name]) ?? nowhere;
}

const tools = words(
  'rabbitmqctl rabbitmq-diagnostics rabbitmq-queues rabbitmq-streams rabbitmq-upgrade rabbitmq-plugins',
);

const ofFlag: Readonly<Record<string, Source>> = {
  node: names('node'),
  nodes: names('node'),
  'preferred-leader-node': names('node'),
  cluster: names('cluster'),
  vhost: names('vhost'),
  user: names('user'),
  exchange: names('exchange'),
  source: names('exchange'),
  stream: names('queue'),
  formatter: formatters,
  'apply-to': words('all queues exchanges classic_queues quorum_queues streams'),
  unit: words('bytes KB MB GB TB KiB MiB GiB TiB'),
  membership: words('promotable voter non_voter'),
  'destination-type': words('queue exchange'),
  'queue-type': words('classic quorum stream'),
  'default-queue-type': words('classic quorum stream'),
  'backup-dir': { from: 'directories' },
  config: files,
  'password-file': files,
  'token-file': files,
  ca: files,
  cert: files,
  key: files,
  import: files,
  file: files,
  'pem-file': files,
  packages: files,
};

const ofArgument: Readonly<Record<string, Source>> = {
  queue: names('queue'),
  queue_name: names('queue'),
  quorum_queue: names('queue'),
  stream: names('queue'),
  exchange: names('exchange'),
  vhost: names('vhost'),
  username: names('user'),
  policy: names('policy'),
  node: names('node'),
  nodes: names('node'),
  member: names('node'),
  seed_node: names('node'),
  feature_flag: names('feature-flag'),
  tag: words('administrator monitoring policymaker management impersonator'),
  component_name: words('shovel federation-upstream federation-upstream-set'),
  strategy: words('all even'),
  type: words('all classic quorum stream'),
  'disc|ram': words('disc ram'),
  'limit_type|all': words('all max-connections max-channels'),
  log_level: words('debug info warning error critical none'),
  shell: words('bash zsh fish powershell'),
  file: files,
  file_path: files,
  pidfile: files,
  directory: { from: 'directories' },
};

/** `name` is the name of another thing in each command; of what is made anew there is none yet. */
const ofName: Readonly<Record<string, Source>> = {
  clear_policy: names('policy'),
  set_policy: names('policy'),
  clear_operator_policy: names('operator-policy'),
  set_operator_policy: names('operator-policy'),
  delete_exchange: names('exchange'),
  list_policies_that_match: names('queue'),
};
