import type { StartOrder } from '../stopping/start-order.js';
import { noForce } from '../stopping/start-steps.js';
import type { Starting } from '../stopping/start-survey.js';
import { type Check, type Finding, findings, inWords } from './check.js';

/** What must be true of nodes that are to be started, by their machines alone. */
export const startChecks = (nodes: readonly Starting[], order: StartOrder): Readonly<Record<string, Check>> => ({
  reach: () => findings('reach', nodes.flatMap(reach), 'every machine is reached over SSH, and lets us be root'),
  'last-down': () => findings('last-down', lastDown(nodes, order), orderText(order)),
  members: () => findings('members', untold(nodes), 'the members are known'),
  'stop-cluster': () => findings('stop-cluster', unfinished(order), 'what stopped it came to its end'),
});

/** Nodes that are not reached are not started, where the operator says that the others shall be. */
function reach({ name, problem, probe }: Starting): readonly Finding[] {
  if (problem !== undefined) {
    return [{ level: 'blocker', node: name, message: inWords(problem), override: 'unreached-node' }];
  }
  if (probe?.service !== 'unknown') return [];
  const message = 'its broker is no service of systemd (rabbitmq-server.service), and is started by nobody but you';
  return [{ level: 'blocker', node: name, message }];
}

/** Nobody comes up before one of those that stopped last does. */
function lastDown(nodes: readonly Starting[], { khepri, last }: StartOrder): readonly Finding[] {
  const silent = nodes.filter(({ machine }) => machine === undefined).map(({ name }) => name);
  const others = nodes.map(({ name }) => name);
  if (khepri) {
    if (silent.length * 2 < nodes.length) return [];
    const message = `${silent.join(', ')} ${silent.length === 1 ? 'is' : 'are'} not reached, and the others are no majority: with Khepri none of them comes up`;
    return [{ level: 'blocker', message }];
  }
  if (nodes.some(({ runs }) => runs)) return [];
  if (silent.length > 0 && !last.some((name) => !silent.includes(name))) {
    const message = `the node that stopped last may be ${silent.join(' or ')}, which is not reached: the others would wait for it in vain. Bring its machine back. ${noForce(silent)}`;
    return [{ level: 'blocker', message }];
  }
  if (last.length < 2) return [];
  const message = `${last.join(' and ')} each stopped as the last one: the cluster was apart. What was written on one side alone is lost when both come up again`;
  return [{ level: 'warning', message: `${message}. ${noForce(others)}` }];
}

function orderText({ khepri, together, last, by }: StartOrder): string {
  if (khepri)
    return 'metadata are in Khepri: the nodes are started side by side, for each waits for most of the others';
  if (together)
    return 'none stopped after all others, as with a power cut: they are started side by side, for each waits for the others';
  const source = {
    data: 'by what each wrote when it stopped',
    record: 'by what stop-cluster wrote',
    nobody: 'as nobody tells',
  }[by];
  return last.length === 0
    ? 'some run: the others find what they need'
    : `${last.join(', ')} stopped last and is started first, ${source}`;
}

/** With Khepri alone no file tells them: a node that nobody named would be waited for in vain. */
function untold(nodes: readonly Starting[]): readonly Finding[] {
  const isTold = nodes.some(
    ({ runs, machine }) => runs || (machine?.members.length ?? 0) > 0 || machine?.record !== undefined,
  );
  if (isTold) return [];
  const message = `nobody tells who the members are: these are the nodes that were named. Where there are more, name all of them in the config file`;
  return [{ level: 'warning', message }];
}

function unfinished({ record }: StartOrder): readonly Finding[] {
  if (record === undefined || record.done) return [];
  const message = `run ${record.run} of stop-cluster, by ${record.by}, begun ${record.begun}, has not come to its end: make sure that it is not at work`;
  return [{ level: 'warning', message }];
}
