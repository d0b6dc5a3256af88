import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckFailed } from '../../errors.js';
import { asRootArgv } from '../../ssh/as-root.js';
import { reached } from '../node-facts.js';
import type { Step } from '../step.js';

/** The data directory and the settings of a stopped node, as one archive on this machine. Valid only while it is down. */
export const backup: Step = {
  state: 'backup',
  applies: ({ engine }) => engine.plan.options.backupDir !== undefined && engine.plan.options.coldBackup,
  isDone: (facts) => reached(facts, 'starting'),
  perform: async (context) => {
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
  },
};
