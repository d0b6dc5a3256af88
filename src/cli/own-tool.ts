import { CliError, NotOverHttp, Unavailable } from '../errors.js';
import type { AnyDefinition } from './command.js';
import type { Input } from './parse.js';

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
  return new NotOverHttp(error.message, { hint: "Without --api-only the node's own tool answers.", cause: error });
}

/** The words for the node's own tool, and what goes to its stdin: a secret is never one of the words. */
export function forwardedWords(
  name: string,
  input: Input,
  nodeName: string,
  forward: readonly string[] = input.forward,
): readonly string[] {
  return ['--node', nodeName, name, ...forward];
}

/** HTTP had failed, then the node's own tool could not be asked either: one error that says both. */
export function neitherWay(httpReason: string, failure: unknown, node: string): unknown {
  if (!(failure instanceof CliError)) return failure;
  return new Unavailable(`${node} answers neither over HTTP nor through its own tool`, {
    hint: `HTTP: ${httpReason}\nOwn tool: ${failure.message}${failure.hint === undefined ? '' : `\n${failure.hint}`}`,
    exitCode: failure.exitCode,
    cause: failure,
  });
}
