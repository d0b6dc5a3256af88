import { CheckFailed } from '../../errors.js';
import { runAsRoot } from '../../ssh/as-root.js';
import type { AskedMember } from '../member.js';
import { readStopRecord, type StopRecord, stopRecordFile } from './stop-record.js';

/** What the machine of a node knows of its cluster, whether that runs or not. */
export interface StoppedMachine {
  /** The members, by RabbitMQ's own file beside its data; empty where there is none, as with Khepri alone. */
  readonly members: readonly string[];
  /** Who ran when it stopped, itself among them; of one that runs, who runs now. Kept with Mnesia alone. */
  readonly ranWith: readonly string[];
  /** Metadata are in Khepri; undefined where the data do not tell. */
  readonly khepri: boolean | undefined;
  /** What stop-cluster left; none where it was done, and the node was started since. */
  readonly record: StopRecord | undefined;
  /** They are those of a backup, and start-cluster has not been at its end since: what they say of a run is of then. */
  readonly restored: boolean;
}

/** Looks at a node's data over SSH: nothing needs to run there. Throws what `runAsRoot` throws. */
export async function stoppedMachine({ name, node }: AskedMember): Promise<StoppedMachine> {
  const argv = ['sh', '-c', stoppedScript, 'rabbitctl', name, stopRecordFile];
  const { stdout, stderr, code } = await runAsRoot(node.host, argv, { deadline: 60_000 });
  if (code !== 0) throw new CheckFailed(`the data of ${name} cannot be looked at`, { node: name, hint: stderr.trim() });
  const line = (word: string) =>
    stdout
      .split('\n')
      .find((text) => text.startsWith(`${word} `))
      ?.slice(word.length + 1);
  const flags = line('flags') ?? '';
  const record = readStopRecord(line('record'));
  return {
    members: namesIn(line('members')),
    ranWith: namesIn(line('ran')),
    khepri: /\bkhepri_db\b/.test(flags) || line('mnesia') === 'none' ? true : flags === '' ? undefined : false,
    record: record?.done === true && line('started') !== undefined ? undefined : record,
    restored: line('restored') !== undefined,
  };
}

/** `{[rabbit@mq1,'rabbit@mq-2'],[…]}`: each once. */
const namesIn = (text = ''): readonly string[] => [
  ...new Set([...text.matchAll(/[0-9A-Za-z_-]+@[0-9A-Za-z._:-]+/g)].map(([name]) => name)),
];

// $1 is the node, $2 our own file. Where its data are the settings of its service may tell.
const stoppedScript = `
conf=/etc/rabbitmq/rabbitmq-env.conf
set_in() { sed -n "s/^ *\\\\(export \\\\)\\\\{0,1\\\\}\\\\(RABBITMQ_\\\\)\\\\{0,1\\\\}$1=//p" "$conf" 2>/dev/null | tail -1 | tr -d "\\"'"; }
base=$(set_in MNESIA_BASE) data=$(set_in MNESIA_DIR)
data=\${data:-\${base:-/var/lib/rabbitmq/mnesia}/$1}
told() { [ ! -r "$2" ] || echo "$1 $(tr -d '\\n' < "$2")"; }
told members "$data/cluster_nodes.config"
told ran "$data/nodes_running_at_shutdown"
told flags "$data-feature_flags"
[ ! -d "$data/coordination" ] || [ -e "$data/schema.DAT" ] || echo 'mnesia none'
# A broker that was started since has written to its data.
if [ -r "$2" ] && [ -n "$(find "$data" -type f -newer "$2" -print 2>/dev/null | head -1)" ]; then echo 'started since'; fi
told record "$2"
for mark in /var/lib/rabbitmq/mnesia/rabbitctl-restored-*; do
  if [ -e "$mark" ]; then echo 'restored yes'; break; fi
done
exit 0
`;

/** The data of a backup are the cluster's own from now on. Throws CheckFailed, and what `runAsRoot` throws. */
export async function forgetRestored({ name, node }: AskedMember): Promise<void> {
  const argv = ['sh', '-c', 'rm -f -- /var/lib/rabbitmq/mnesia/rabbitctl-restored-*', 'rabbitctl'];
  const { stderr, code } = await runAsRoot(node.host, argv, { deadline: 60_000 });
  if (code !== 0) throw new CheckFailed(`the data of ${name} cannot be written`, { node: name, hint: stderr.trim() });
}
