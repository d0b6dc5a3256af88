import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckFailed } from '../../errors.js';
import { writingFile } from '../../file-error.js';
import { asRootArgv } from '../../ssh/as-root.js';
import { dataFile } from '../backup/manifest.js';
import { dropDataCopy, hasDataCopy, keepData, wantsDataCopy } from '../data-copy.js';
import type { NodeContext } from '../node-context.js';
import { reached } from '../node-facts.js';
import type { RunOptions } from '../run-options.js';
import type { Step } from '../step.js';
import { isGone } from './stop.js';

/**
 * While the node is down: its data, kept beside it where a new series may convert it, and where asked for an archive of data
 * and settings on this machine.
 */
export const backup: Step = {
  state: 'backup',
  applies: (context) => wantsDataCopy(context) || wantsArchive(context),
  isDone: (facts) => reached(facts, 'starting'),
  perform: async (context) => {
    await demandStillDown(context);
    if (wantsDataCopy(context)) {
      const kept = await hasDataCopy(context);
      await keepData(context);
      await demandStillDown(context, async () => {
        if (!kept) await dropDataCopy(context);
      });
    }
    if (wantsArchive(context)) await archive(context);
  },
};

/** A machine that was rebooted just now starts its broker while files are read: what came of that is worth nothing. */
async function demandStillDown(context: NodeContext, undo = async () => {}): Promise<void> {
  const gone = await isGone(context);
  if (gone === true) return;
  await undo();
  const node = context.member.name;
  throw new CheckFailed(`${node} was started, and its data can only be copied while it is down: ${gone}`, { node });
}

const wantsArchive = ({ engine }: NodeContext): boolean =>
  engine.plan.options.backupDir !== undefined && engine.plan.options.coldBackup;

/** A backup has its files by node, an upgrade by run. */
const archiveOf = ({ member, engine }: NodeContext): string =>
  engine.plan.options.kind === 'backup'
    ? dataFile(engine.plan.options.backupDir ?? '', member.name)
    : join(engine.plan.options.backupDir ?? '', `${engine.run}-${member.name}.tar.gz`);

/** Without the copy that is kept beside the data: that is the same once more. A backup has the settings by themselves. */
function tarOf({ kind, withSecrets = false }: RunOptions): readonly string[] {
  const own = '--exclude=var/lib/rabbitmq/rabbitctl-*';
  if (kind !== 'backup') return ['tar', '-C', '/', own, '-czf', '-', 'var/lib/rabbitmq', 'etc/rabbitmq'];
  const cookie = withSecrets ? [] : ['--exclude=.erlang.cookie'];
  return ['tar', '-C', '/', own, ...cookie, '-czf', '-', 'var/lib/rabbitmq'];
}

async function archive(context: NodeContext): Promise<void> {
  const { member, engine, timeout } = context;
  const file = archiveOf(context);
  // It holds the Erlang cookie: nobody else may read it.
  const target = await writingFile(file, () => open(`${file}.unfinished`, 'w', 0o600));
  let said = '';
  try {
    const { code } = await engine.stopwatch.waiting(() =>
      member.node.host.run(asRootArgv(tarOf(engine.plan.options)), {
        deadline: timeout * 1000,
        signal: engine.signal,
        onOutput: async (stream, chunk) => {
          if (stream === 'stdout') await writingFile(file, () => target.appendFile(chunk));
          else said += Buffer.from(chunk).toString();
        },
      }),
    );
    if (code !== 0)
      throw new CheckFailed(`the backup of ${member.name} failed with code ${code}`, {
        node: member.name,
        hint: said.trim(),
      });
    await demandStillDown(context);
    await writingFile(file, () => target.sync());
  } finally {
    await target.close();
  }
  await writingFile(file, () => rename(`${file}.unfinished`, file));
  context.note(`its data and settings are in ${file}`);
}
