import { ApiUnavailable } from '../api/errors.js';
import { CliError, Interrupted, TimedOut } from '../errors.js';
import { type Answering, type Asked, answering } from './ask-nodes.js';
import { type CheckName, type Finding, type Outcome, outcome, together } from './finding.js';

/** What is found on each node that answers, asked side by side. One that cannot tell is not checked; one that hangs is a finding. */
export async function eachNode(
  { nodes }: Pick<Asked, 'nodes'>,
  check: CheckName,
  ask: (of: Answering) => Promise<readonly Finding[]>,
): Promise<Outcome> {
  return together(await Promise.all(answering(nodes).map((of) => found(check, of.name, () => ask(of)))));
}

/** The same of one question: what the first node that answers says of the whole cluster. */
export async function firstNode(
  { nodes }: Pick<Asked, 'nodes'>,
  check: CheckName,
  ask: (of: Answering) => Promise<readonly Finding[]>,
): Promise<Outcome> {
  const [first] = answering(nodes);
  return first === undefined ? outcome([]) : found(check, first.name, () => ask(first));
}

async function found(check: CheckName, node: string, ask: () => Promise<readonly Finding[]>): Promise<Outcome> {
  try {
    return outcome(await ask());
  } catch (error) {
    if (!(error instanceof CliError) || error instanceof Interrupted) throw error;
    if (error instanceof ApiUnavailable || error instanceof TimedOut) return outcome([unanswered(check, node, error)]);
    return outcome([], [{ check, node, reason: error.message }]);
  }
}

/** It answered a moment ago: what hangs now is not well. */
const unanswered = (check: CheckName, node: string, { message }: CliError): Finding => ({
  ...{ check, node, level: 'warning' },
  message: `did not answer this question: ${message}`,
  advice:
    'Ask again, with a longer --timeout if it is busy. The log of the node may say what hangs: rabbitctl log_tail',
});
