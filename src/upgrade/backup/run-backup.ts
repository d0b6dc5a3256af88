import type { Result } from '../../format/result.js';
import { type Asked, consoleOf, operation } from '../operation.js';
import { type BackupKind, type BackupWords, backupOptions, restoreOptions, wordsOf } from './asked-backup.js';

/** What `backup` and `restore` are given of their commands. */
export type AskedBackup = Omit<Asked, 'args' | 'flags'> & BackupWords & { readonly flags: Asked['flags'] };

/** A backup, or what can be asked of one that stops nodes. Throws UsageError where its words do not fit. */
export function runBackup(asked: AskedBackup): Result {
  const { action, run } = wordsOf('backup', asked.args.directory);
  const cold = asked.flags.cold === true;
  if (cold || (action !== 'run' && action !== 'plan'))
    return operation('backup', withArguments(asked, { action, run }), () => backupOptions(asked));
  return passed(asked, 'backup', async (console, json) => {
    const { planBackup, takeBackup } = await import('./take-backup.js');
    return (action === 'plan' ? planBackup : takeBackup)(console, backupOptions(asked), json);
  });
}

/** What a backup holds goes back. Throws UsageError where its words do not fit. */
export function runRestore(asked: AskedBackup): Result {
  const { action, run } = wordsOf('restore', asked.args.directory);
  if (asked.flags.data !== true || (action !== 'run' && action !== 'plan'))
    return operation('restore', withArguments(asked, { action, run }), () => restoreOptions(asked));
  return passed(asked, 'restore', async (console, json) => {
    const { restoreData } = await import('./restore-data.js');
    return restoreData(console, restoreOptions(asked), { only: action === 'plan', json });
  });
}

function passed(
  asked: AskedBackup,
  kind: BackupKind,
  start: (console: ReturnType<typeof consoleOf>, json: boolean) => Promise<number>,
): Result {
  const whole = withArguments(asked, { action: 'run', run: undefined });
  return {
    kind: 'passed',
    verbatim: true,
    start: (sink) => start(consoleOf(kind, whole, sink), asked.face === 'json'),
  };
}

/** Not a copy of the context: not all that it has may be looked at by every command. */
function withArguments(context: AskedBackup, args: Asked['args']): Asked {
  const { cluster, flags, signal, face, interactive, colour, screen, env } = context;
  const confirm = (question: string) => context.confirm(question);
  const readSecret = (prompt: string) => context.readSecret(prompt);
  return { ...{ args, cluster, flags, signal, face, interactive, colour, screen, env }, confirm, readSecret };
}
