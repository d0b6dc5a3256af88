import type { Node } from '../cluster/cluster.js';
import type { Settings } from '../cluster/settings.js';
import { CliError, NotOverHttp, NotPermitted, Unavailable } from '../errors.js';
import type { Passed } from '../format/result.js';
import type { AnyDefinition } from './command.js';
import type { OwnToolOptions } from './context.js';
import type { Input } from './parse.js';
import { passedTool } from './passed-tool.js';

/**
 * The one rule that crosses the two seams: why the node's own tool should answer instead of HTTP,
 * or undefined when the error stands. A login that the user gave and that was refused stands.
 */
export function reasonForOwnTool(error: unknown, definition: AnyDefinition, apiOnly: boolean): string | undefined {
  if (definition.tool === undefined || apiOnly || !(error instanceof CliError)) return undefined;
  if (error instanceof NotOverHttp) return error.message;
  // The API's errors are told apart by a property, so that this file loads neither transport.
  if ('credentialsGiven' in error && error.credentialsGiven === false) return error.message;
  if (error instanceof Unavailable && !error.reached && 'why' in error && error.why !== 'tls') return error.message;
  return undefined;
}

/** --api-only: what HTTP lacks is an error then, and the way out is to leave that out. */
export function withoutOwnTool(error: unknown): unknown {
  if (!(error instanceof NotOverHttp) || error.hint !== undefined) return error;
  // Over HTTP another user could: that is what helps.
  if (error.cause instanceof NotPermitted) return error.cause;
  return new NotOverHttp(error.message, { hint: "Without --api-only the node's own tool answers.", cause: error });
}

interface Start extends OwnToolOptions {
  readonly signal: AbortSignal;
  readonly secret: string | undefined;
  /** Our banner is out already. */
  readonly quiet: boolean;
}

/** The same words to the node's own tool; a secret is never one of them but goes to its stdin. */
export function ownToolOf(
  definition: AnyDefinition,
  name: string,
  input: Input,
  settings: Settings,
  node: Node,
  { signal, secret, quiet, input: given, endless, terminal = false, forward = input.forward }: Start,
): Passed {
  const typed = input.secret ?? secret;
  const stdin = given ?? (typed === undefined ? undefined : `${typed}\n`);
  const seconds = endless && !forward.includes('--timeout') ? undefined : settings.timeout.value;
  const hush = quiet && !forward.includes('--quiet') ? ['--quiet'] : [];
  // The tools of 4.0 read a password from stdin only when they have no options: then the limit is ours to keep.
  const options = stdin === undefined ? [...timeLimit(seconds, definition, forward), ...hush] : [];
  // `plugins list` is rabbitmq-plugins' list.
  const words = ['--node', node.name, name.split(' ').at(-1) ?? name, ...options, ...forward];
  return passedTool(node, definition.tool ?? 'rabbitmqctl', words, {
    ...{ signal, terminal },
    ...(stdin === undefined ? {} : { input: stdin }),
    // The tool keeps the time itself; this is for one that does not, or a line that went dead.
    ...(seconds === undefined ? {} : { deadline: (seconds + 15) * 1000 }),
  });
}

/** A limit of the environment or the config file, which the tool knows nothing of. */
function timeLimit(
  seconds: number | undefined,
  definition: AnyDefinition,
  forward: readonly string[],
): readonly string[] {
  if (seconds === undefined || seconds === definition.timeout || forward.includes('--timeout')) return [];
  return ['--timeout', String(seconds)];
}

/** A member whose own tool could not be asked, and why. */
export type NotAsked = readonly [node: string, failure: unknown];

/** No own tool could be asked either: one error that says all. The last failure stands as it is when it is a defect of ours. */
export function neitherWay(httpError: unknown, notAsked: readonly NotAsked[]): unknown {
  const [node, failure] = notAsked.at(-1) ?? [];
  if (!(failure instanceof CliError) || !(httpError instanceof CliError)) return failure;
  const several = notAsked.length > 1;
  const alone = several
    ? "the nodes' own tools, which alone can answer this, cannot be asked"
    : `${node}'s own tool, which alone can answer this, cannot be asked`;
  const neither = `${several ? 'no node' : node} answers${several ? ', neither' : ' neither'} over HTTP nor through its own tool`;
  const hint = [
    `HTTP: ${httpError.message}`,
    ...notAsked.flatMap(([name, error]) => [
      `Own tool${several ? ` of ${name}` : ''}: ${error instanceof Error ? error.message : error}`,
      ...(error instanceof CliError && error.hint !== undefined ? [error.hint] : []),
    ]),
  ];
  return new Unavailable(httpError instanceof NotOverHttp ? alone : neither, {
    hint: hint.join('\n'),
    exitCode: failure.exitCode,
    cause: failure,
  });
}
