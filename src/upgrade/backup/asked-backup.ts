import { resolve } from 'node:path';
import { UsageError } from '../../errors.js';
import type { NodeOptions } from '../asked-node.js';
import { type Action, actions, nothingAsked, runOptionsOf } from '../asked-options.js';
import { commandOf } from '../run-kind.js';
import type { RestorePart, RunOptions } from '../run-options.js';

/** The command line of `backup` or `restore`. */
export interface BackupWords {
  readonly args: { readonly directory: readonly string[] };
  readonly flags: Omit<NodeOptions, 'definitions'> & {
    readonly cold?: boolean;
    readonly 'with-secrets'?: boolean;
    readonly definitions?: boolean;
    readonly configuration?: boolean;
    readonly data?: boolean;
    /** Of `restore`; that of other commands is none of theirs. */
    readonly nodes?: readonly string[] | string | undefined;
  };
}

export interface AskedWords {
  readonly action: Action;
  readonly directory: string | undefined;
  readonly run: string | undefined;
}

export type BackupKind = 'backup' | 'restore';

/** Refuses what the command line alone shows to be wrong. Throws UsageError. */
export function checkBackup(kind: BackupKind, asked: BackupWords): void {
  const { action } = wordsOf(kind, asked.args.directory);
  if (action === 'plan' || action === 'run') (kind === 'backup' ? backupOptions : restoreOptions)(asked);
}

/** Reads the words of the command line. Throws UsageError where they do not fit. */
export function wordsOf(kind: BackupKind, words: readonly string[]): AskedWords {
  const [first = '', ...rest] = words;
  const action = actions.find((known) => known === first);
  const forRun = action === undefined || action === 'plan' || action === 'run';
  const [directory, ...more] = action === undefined ? words : rest;
  const surplus = forRun || action === 'history' ? more : rest;
  const usage = `rabbitctl ${commandOf[kind]} DIRECTORY, or first: rabbitctl ${commandOf[kind]} plan DIRECTORY. Of a run that is under way: status, resume, abort`;
  if (surplus.length > 0) throw new UsageError(`too many arguments: ${surplus.join(' ')}`, { hint: usage });
  if (forRun && directory === undefined) throw new UsageError('which directory?', { hint: usage });
  return { action: action ?? 'run', directory: forRun ? directory : undefined, run: forRun ? undefined : directory };
}

/** What a backup is asked to do. Throws UsageError. */
export function backupOptions({ args, flags }: BackupWords): RunOptions {
  return optionsOf('backup', args.directory, flags, {
    coldBackup: flags.cold === true,
    ...(flags['with-secrets'] === true && { withSecrets: true }),
  });
}

const parts: readonly RestorePart[] = ['definitions', 'configuration', 'data'];

/** What is to be restored. Throws UsageError for what does not go together. */
export function restoreOptions({ args, flags }: BackupWords): RunOptions {
  const restores = parts.filter((part) => flags[part] === true);
  if (restores.length === 0) {
    throw new UsageError('what of it?', {
      hint: '--definitions and --configuration of a cluster that runs; --data of one whose nodes are all stopped.',
    });
  }
  if (restores.includes('data') && (restores.length > 1 || flags.nodes !== undefined))
    throw new UsageError('--data goes by itself: the data of all nodes, while none of them runs');
  if (flags.nodes !== undefined && !restores.includes('configuration'))
    throw new UsageError('--nodes needs --configuration: definitions are of the whole cluster');
  return optionsOf('restore', args.directory, flags, { restores });
}

function optionsOf(
  kind: BackupKind,
  words: readonly string[],
  { nodes, definitions: _ofRestore, ...flags }: BackupWords['flags'],
  more: Partial<RunOptions>,
): RunOptions {
  const { directory = '' } = wordsOf(kind, words);
  const chosen = kind === 'restore' && typeof nodes === 'object' ? nodes : undefined;
  const asked = { ...nothingAsked, ...flags, 'backup-dir': resolve(directory), nodes: chosen };
  return { ...runOptionsOf(kind, asked), ...more };
}
