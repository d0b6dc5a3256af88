import type { Cluster } from '../cluster/cluster.js';
import { shorten } from '../format/display-width.js';
import type { Result, Sink } from '../format/result.js';
import { visible, visibleLines } from '../format/visible.js';
import { abortRun } from './abort-run.js';
import type { Action } from './asked-options.js';
import { systemClock } from './clock.js';
import type { Console } from './console.js';
import { history } from './history.js';
import { stateDirectory } from './places.js';
import { resumeRun } from './resume-run.js';
import { commandOf, type RunKind } from './run-kind.js';
import type { RunOptions } from './run-options.js';
import { showPlan } from './show-plan.js';
import { startRun } from './start-run.js';
import { showStatus } from './status.js';

/** What an operation is given of its command. */
export interface Asked {
  readonly cluster: Cluster;
  readonly args: { readonly action: Action | undefined; readonly run: string | undefined };
  readonly flags: {
    readonly yes: boolean;
    readonly cluster: string | undefined;
    readonly config: string | undefined;
    readonly node: string | undefined;
    readonly 'take-over': boolean;
    readonly 'detailed-exit-codes': boolean;
  };
  readonly signal: AbortSignal;
  readonly face: 'text' | 'json' | 'erlang';
  readonly interactive: boolean;
  readonly colour: boolean;
  readonly screen: { columns(): number; rows(): number } | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  confirm(question: string): Promise<boolean>;
  readSecret(prompt: string): Promise<string>;
}

/**
 * A run of that kind, and what can be asked of one: rows and reports, or what runs until it has its exit code. `options` is
 * asked for when a run is to be planned. Throws what that throws.
 */
export function operation(kind: RunKind, asked: Asked, options: () => RunOptions): Result {
  const { action = 'run', run } = asked.args;
  if (action === 'history')
    return history(
      consoleOf(kind, asked, () => {}),
      run,
      asked.face === 'json',
    );
  return {
    kind: 'passed',
    verbatim: true,
    start: (sink) => act(kind, action, asked, consoleOf(kind, asked, sink), options),
  };
}

function act(
  kind: RunKind,
  action: Exclude<Action, 'history'>,
  { flags, face }: Asked,
  console: Console,
  options: () => RunOptions,
): Promise<number> {
  switch (action) {
    case 'plan':
      return showPlan(console, options(), face === 'json');
    case 'run':
      return startRun(console, options());
    case 'resume':
      return resumeRun(console, kind, flags['take-over']);
    case 'abort':
      return abortRun(console, kind, flags['take-over']);
    case 'status':
      return showStatus(console, kind, face === 'json');
  }
}

export function consoleOf(kind: RunKind, asked: Asked, sink: Sink): Console {
  const { cluster, flags, face, screen, interactive, colour, env } = asked;
  // Whoever read our events is gone: the run stops at a known place, as with Ctrl-C.
  const unread = new AbortController();
  const write = (stream: 'stdout' | 'stderr') => (text: string) => {
    Promise.resolve(sink(stream, Buffer.from(text))).catch(() => unread.abort());
  };
  const json = face === 'json';
  const commandLine = commandLineOf(kind, flags);
  return {
    cluster,
    clock: systemClock,
    signal: AbortSignal.any([asked.signal, unread.signal]),
    stateDirectory: stateDirectory(env),
    person: interactive && !flags.yes,
    confirm: (question) => asked.confirm(question),
    readSecret: (prompt) => asked.readSecret(prompt),
    renderer: json ? 'ndjson' : screen === undefined ? 'lines' : 'live',
    screen: {
      write: write(json ? 'stdout' : 'stderr'),
      columns: () => screen?.columns() ?? 80,
      rows: () => screen?.rows() ?? 24,
    },
    look: {
      colour: colour && screen !== undefined,
      visible,
      shorten,
      commands: { resume: `${commandLine} resume`, abort: `${commandLine} abort`, status: `${commandLine} status` },
    },
    commandLine,
    print: json ? () => {} : (text) => write('stdout')(visibleLines(text)),
    printJson: (value) => write('stdout')(`${JSON.stringify(value)}\n`),
    detailedExitCodes: flags['detailed-exit-codes'],
  };
}

/** What the reader types to come back to this cluster. */
function commandLineOf(kind: RunKind, { cluster, config, node }: Asked['flags']): string {
  const options = [
    ...(config === undefined ? [] : ['--config', config]),
    ...(cluster === undefined ? [] : ['-C', cluster]),
    ...(node === undefined ? [] : ['-n', node]),
  ];
  return ['rabbitctl', ...options, commandOf[kind]].join(' ');
}
