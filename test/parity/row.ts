import type { Mask } from './masks.js';

export type ToolName =
  | 'rabbitmq-plugins'
  | 'rabbitmq-upgrade'
  | 'rabbitmqctl'
  | 'rabbitmq-diagnostics'
  | 'rabbitmq-queues'
  | 'rabbitmq-streams';

/** One argv line, given to the node's own tool and to ours. HOST1, HOST2 … in it are the names of the suite's hosts. */
export interface Row {
  readonly argv: readonly string[];
  /** rabbitmqctl when it is not given. */
  readonly tool?: ToolName;
  /** The word that ours wants before, where tools share a name: `streams grow`. */
  readonly topic?: 'plugins' | 'queues' | 'streams';
  /** What the test is called; the argv when it is not given. */
  readonly name?: string;
  /** Only on versions from this one on. */
  readonly since?: string;
  /** Only on versions before this one. */
  readonly until?: string;
  /** What both get on stdin; nothing when it is not given. */
  readonly stdin?: string;
  /** The host on which the tool runs and which ours is told to talk to; the first when it is not given. */
  readonly host?: number;
  /** Brings the world into the same state before each side. */
  readonly setup?: readonly Step[];
  /** What both sides must leave equal. */
  readonly probes?: readonly Step[];
  /** Text without an order of its own: its lines are compared as a multiset, and lists anywhere in JSON too. */
  readonly unordered?: true;
  /** Help is ours, and so is our version. */
  readonly only?: 'exit code';
  readonly mask?: Mask;
  /** Ours hands the row to the node's own tool: always, or on versions before this one. Any other row is answered over HTTP. */
  readonly asksTool?: true | string;
  /** What both must end with, where two equal failures would prove nothing. */
  readonly code?: number;
  /** What one run of the tool leaves in its VM, the next one would find: it is started anew. */
  readonly alone?: true;
  /** Another row shows nearly the same: only when all is asked for; as a version, from that one on. */
  readonly seldom?: true | string;
  /** A fault of the tool that comes and goes, by its stderr: then either side is asked a second time. */
  readonly again?: RegExp;
}

/** A request to the management API of the row's host, one of the tools on a host, or any program there. Answers of any status are answers. */
export type Step = HttpStep | ToolStep | HostStep;

export interface HttpStep {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Who asks; the lab's administrator when it is not given. */
  readonly login?: readonly [username: string, password: string];
  /** Asked again until the answer is so, half a minute at most. */
  readonly until?: (answer: unknown) => boolean;
  /** As a setup only on versions before this one. */
  readonly before?: string;
  /** As a setup it need not succeed: not every version can do it. */
  readonly mayFail?: true;
  /** Keys to leave out of the answer, at any depth. */
  readonly without?: readonly string[];
}

export interface ToolStep {
  readonly run: readonly string[];
  readonly host?: number;
  /** As a setup it need not succeed: the world may be so already. */
  readonly mayFail?: true;
}

/** As root, for what no tool of RabbitMQ's does: a broker that is started, a file. */
export interface HostStep {
  readonly program: readonly string[];
  readonly host?: number;
  /** As a setup it need not succeed. */
  readonly mayFail?: true;
}

export const get = (path: string, ...without: string[]): HttpStep => ({ method: 'GET', path, without });
export const put = (path: string, body: unknown = {}): HttpStep => ({ method: 'PUT', path, body });
export const remove = (path: string): HttpStep => ({ method: 'DELETE', path });
export const ctl = (...run: string[]): ToolStep => ({ run });
export const shell = (host: number, script: string): HostStep => ({ program: ['sh', '-ec', script], host });

/** HTTP has it from that version on; before, the node's own tool is asked, but for what is not carried out. */
export const overHttpSince = (version: string, rows: readonly Row[]): readonly Row[] =>
  rows.map((row) => (row.argv.includes('--dry-run') ? row : { ...row, asksTool: version }));

/** A path segment. */
export const segment = encodeURIComponent;
