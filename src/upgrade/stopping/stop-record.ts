import { CheckFailed } from '../../errors.js';
import { runAsRoot } from '../../ssh/as-root.js';
import type { Baseline } from '../baseline.js';
import type { Member } from '../member.js';

/** What stop-cluster leaves on every machine, for whoever starts the cluster again from anywhere. No secrets. */
export interface StopRecord {
  readonly version: 1;
  readonly run: string;
  readonly cluster: string;
  /** `deploy on bastion`. */
  readonly by: string;
  readonly begun: string;
  /** Every member in the order in which they stop; those that were down before come first. */
  readonly order: readonly string[];
  /** All of them are down: false while it is under way, and where it came to no end. */
  readonly done: boolean;
  /** How the cluster was. */
  readonly baseline?: Baseline;
}

/** Beside the data, where it outlives a reboot. */
export const stopRecordFile = '/var/lib/rabbitmq/rabbitctl-stop.json';

/** The record in a line of text; undefined where there is none, or none that can be read. */
export function readStopRecord(text: string | undefined): StopRecord | undefined {
  try {
    const record = JSON.parse(text ?? '') as Partial<StopRecord> | null;
    return record?.version === 1 && Array.isArray(record.order) ? (record as StopRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Leaves it on a machine, whole or not at all. Throws CheckFailed, and what `runAsRoot` throws. */
export const putStopRecord = (member: Member, record: StopRecord): Promise<void> =>
  write(member, putScript, JSON.stringify(record));

/** Takes it away: the cluster runs again. Throws as `putStopRecord` does. */
export const forgetStopRecord = (member: Member): Promise<void> => write(member, 'rm -f -- "$1"');

async function write({ name, node }: Member, script: string, input = ''): Promise<void> {
  const argv = ['sh', '-c', script, 'rabbitctl', stopRecordFile];
  const { code, stderr } = await runAsRoot(node.host, argv, { deadline: 60_000, input });
  if (code === 0) return;
  throw new CheckFailed(`${stopRecordFile} cannot be written on the machine of ${name}`, {
    node: name,
    hint: stderr.trim(),
  });
}

const putScript = `
umask 077
cat > "$1.new" && sync "$1.new" && mv -f "$1.new" "$1"
`;
