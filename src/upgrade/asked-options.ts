import { resolve } from 'node:path';
import { UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import type { CommandTemplates } from '../ssh/packages/command-templates.js';
import type { RunKind, StopKind } from './run-kind.js';
import { type Hook, type Override, overrides, type RunOptions } from './run-options.js';
import { defaultTimeouts, type StateName } from './state-name.js';

/** What can be asked of every operation. */
export const actions = ['plan', 'run', 'status', 'resume', 'abort', 'history'] as const;
export type Action = (typeof actions)[number];

/** The options of a rolling operation as they were typed. */
export interface AskedOptions {
  readonly to?: string | undefined;
  readonly nodes: readonly string[] | undefined;
  readonly canary: number | undefined;
  readonly soak: number | undefined;
  readonly 'hook-before': readonly string[] | undefined;
  readonly 'hook-after': readonly string[] | undefined;
  readonly 'hook-on': Hook['where'];
  readonly 'state-timeout': Readonly<Record<string, number>>;
  readonly 'backup-dir': string | undefined;
  readonly 'cold-backup': boolean;
  readonly packages?: RunOptions['packages'];
  readonly 'install-command'?: readonly string[] | undefined;
  readonly 'stage-command'?: readonly string[] | undefined;
  readonly 'stop-command'?: readonly string[] | undefined;
  readonly 'start-command'?: readonly string[] | undefined;
  readonly 'version-command'?: readonly string[] | undefined;
  readonly 'commands-on'?: CommandTemplates['where'];
  readonly hold?: boolean;
  readonly 'parallel-stage'?: number | undefined;
  readonly 'feature-flags'?: RunOptions['featureFlags'];
  readonly khepri?: boolean;
  readonly 'sync-cookie'?: boolean;
  readonly name?: string | undefined;
  readonly definitions?: string | undefined;
  readonly admin?: string | undefined;
  readonly 'admin-password-file'?: string | undefined;
  readonly guest?: NonNullable<RunOptions['guest']>;
  readonly 'guest-password-file'?: string | undefined;
  readonly [allow: `allow-${string}`]: boolean | undefined;
}

/** Refuses what the command line alone shows to be wrong. Throws UsageError. */
export function checkAsked(
  kind: RunKind,
  { args, flags }: { readonly args: { readonly action: Action | undefined }; readonly flags: AskedOptions },
): void {
  const { action = 'run' } = args;
  if (action === 'plan' || action === 'run') runOptionsOf(kind, flags);
}

/** The options of a stop or a start of all nodes: each command has some of them. */
export type StopOptions = Partial<Omit<AskedOptions, 'nodes' | 'canary'>>;

/** The same of a stop or a start. Throws UsageError. */
export function checkStop(
  kind: StopKind,
  { args, flags }: { readonly args: { readonly action: Action | undefined }; readonly flags: StopOptions },
): void {
  const { action = 'run' } = args;
  if (action === 'plan' || action === 'run') stopOptionsOf(kind, flags);
}

/** What it is asked to do. Throws UsageError. */
export const stopOptionsOf = (kind: StopKind, flags: StopOptions): RunOptions =>
  runOptionsOf(kind, { ...nothingAsked, ...flags, nodes: undefined });

/** What a command asks that has no such options. */
export const nothingAsked: AskedOptions = {
  ...{ nodes: undefined, canary: undefined, soak: undefined, 'hook-before': undefined, 'hook-after': undefined },
  ...{ 'hook-on': 'local', 'state-timeout': {}, 'backup-dir': undefined, 'cold-backup': false },
};

/** What a run is asked to do. Throws UsageError for what does not go together. */
export function runOptionsOf(kind: RunKind, asked: AskedOptions): RunOptions {
  if (kind === 'upgrade' && asked.to === undefined) {
    throw new UsageError('to which version?', { hint: 'Say it with --to: rabbitctl rolling-upgrade --to 4.0.9' });
  }
  if (asked['cold-backup'] && asked['backup-dir'] === undefined) {
    throw new UsageError('--cold-backup needs --backup-dir, to put the backups there');
  }
  const commands = commandsOf(kind, asked);
  const hook = (argv: readonly string[] | undefined): Hook | undefined => argv && { argv, where: asked['hook-on'] };
  return {
    kind,
    ...given({ target: asked.to, nodes: asked.nodes, canary: asked.canary, backupDir: asked['backup-dir'], commands }),
    ...given({ hookBefore: hook(asked['hook-before']), hookAfter: hook(asked['hook-after']) }),
    ...given({ clusterName: asked.name, ...creationOf(asked) }),
    ...(asked['sync-cookie'] === true && { syncCookie: true }),
    soak: asked.soak ?? 0,
    parallelStage: asked['parallel-stage'] ?? 5,
    timeouts: timeoutsOf(asked['state-timeout']),
    packages: asked.packages ?? (commands === undefined ? 'auto' : 'command'),
    hold: asked.hold ?? false,
    coldBackup: asked['cold-backup'],
    overrides: (Object.keys(overrides) as Override[]).filter((name) => asked[`allow-${name}`] === true),
    featureFlags: asked['feature-flags'] ?? 'ask',
    khepri: asked.khepri ?? false,
  };
}

/** What a cluster that is created gets. Whoever goes on with the run may be in another directory. */
function creationOf(asked: AskedOptions) {
  const { admin, guest = 'keep' } = asked;
  const [adminPasswordFile, guestPasswordFile] = [asked['admin-password-file'], asked['guest-password-file']];
  if (admin === '') throw new UsageError('--admin: a user has a name');
  if (adminPasswordFile !== undefined && admin === undefined) {
    throw new UsageError('--admin-password-file is the password of --admin NAME');
  }
  const changes = guest === 'change-password';
  if (guestPasswordFile !== undefined && !changes) {
    throw new UsageError('--guest-password-file is for --guest change-password');
  }
  if (changes && admin !== undefined && adminPasswordFile === undefined && guestPasswordFile === undefined) {
    throw new UsageError('one password can be asked for, not two', {
      hint: 'Name a file for one of them: --admin-password-file or --guest-password-file',
    });
  }
  const place = (file: string | undefined) => (file === undefined ? undefined : resolve(file));
  return {
    ...{ admin, definitions: place(asked.definitions), guest: guest === 'keep' ? undefined : guest },
    ...{ adminPasswordFile: place(adminPasswordFile), guestPasswordFile: place(guestPasswordFile) },
  };
}

function commandsOf(kind: RunKind, asked: AskedOptions): CommandTemplates | undefined {
  const { 'install-command': install, 'stop-command': stop, 'start-command': start } = asked;
  const { 'version-command': version, 'stage-command': stage } = asked;
  const some = [install, stop, start, version, stage].some((argv) => argv !== undefined);
  if (kind === 'upgrade' && asked.packages !== 'command') {
    if (some) throw new UsageError('commands of your own need --packages command');
    return undefined;
  }
  if (kind !== 'upgrade' && !some) return undefined;
  if (stop && start && version && (install || kind !== 'upgrade')) {
    return { stop, start, version, ...given({ install, stage }), where: asked['commands-on'] ?? 'node' };
  }
  throw new UsageError(
    kind === 'upgrade'
      ? '--packages command needs --install-command, --stop-command, --start-command and --version-command'
      : 'commands of your own are three: --stop-command, --start-command and --version-command',
  );
}

function timeoutsOf(asked: Readonly<Record<string, number>>): RunOptions['timeouts'] {
  const known = Object.keys(defaultTimeouts);
  for (const state of Object.keys(asked)) {
    if (known.includes(state)) continue;
    const likely = nearest(state, known);
    throw new UsageError(`--state-timeout: there is no state ${state}`, {
      hint: likely === undefined ? `There are ${known.join(', ')}.` : `Did you mean ${likely}?`,
    });
  }
  return asked as Partial<Record<StateName, number>>;
}

/** Without the fields that are undefined. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
