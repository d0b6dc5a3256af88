import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckFailed } from '../../errors.js';
import { asRootArgv } from '../../ssh/as-root.js';
import { keepData, wantsDataCopy } from '../data-copy.js';
import type { NodeContext } from '../node-context.js';
import { reached } from '../node-facts.js';
import type { Step } from '../step.js';

/**
 * While the node is down: its data, kept beside it where a new series may convert it, and where asked for an archive of data
 * and settings on this machine.
 */
export const backup: Step = {
  state: 'backup',
  applies: (context) => wantsDataCopy(context) || wantsArchive(context),
  isDone: (facts) => reached(facts, 'starting'),
  perform: async (context) => {
    if (wantsDataCopy(context)) await keepData(context);
    if (wantsArchive(context)) await archive(context);
  },
};

const wantsArchive = ({ engine }: NodeContext): boolean =>
  engine.plan.options.backupDir !== undefined && engine.plan.options.coldBackup;

async function archive(context: NodeContext): Promise<void> {
  const { member, engine, timeout } = context;
  const file = join(engine.plan.options.backupDir ?? '', `${engine.run}-${member.name}.tar.gz`);
  // It holds the Erlang cookie: nobody else may read it.
  const target = await open(`${file}.unfinished`, 'w', 0o600);
  let said = '';
  try {
    const { code } = await engine.stopwatch.waiting(() =>
      member.node.host.run(asRootArgv(['tar', '-C', '/', '-czf', '-', 'var/lib/rabbitmq', 'etc/rabbitmq']), {
        deadline: timeout * 1000,
        signal: engine.signal,
        onOutput: async (stream, chunk) => {
          if (stream === 'stdout') await target.write(chunk);
          else said += Buffer.from(chunk).toString();
        },
      }),
    );
    if (code !== 0)
      throw new CheckFailed(`the backup of ${member.name} failed with code ${code}`, {
        node: member.name,
        hint: said.trim(),
      });
    await target.sync();
  } finally {
    await target.close();
  }
  await rename(`${file}.unfinished`, file);
  context.note(`its data and settings are in ${file}`);
}
