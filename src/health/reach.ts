import { ApiUnavailable } from '../api/errors.js';
import { NotPermitted } from '../errors.js';
import { listed } from '../upgrade/checks/check.js';
import type { Asked, NodeAnswers } from './ask-nodes.js';
import { answering, rowOf } from './ask-nodes.js';
import { type Finding, type Outcome, outcome } from './finding.js';
import { hangingAdvice, hangs, isHeldUp } from './hanging.js';

/**
 * Members whose own view cannot be had, although nobody says that they are out. With nobody to say it, all that do not
 * answer; but where some only wait for one that hangs, that one is told, and the others are not checked.
 */
export function reach({ nodes }: Asked, members: readonly string[], isOut: ReadonlySet<string>): Outcome {
  const silent = nodes.filter(
    ({ name, view }) => view === undefined && !isOut.has(name) && (members.length === 0 || members.includes(name)),
  );
  const hanging = nodes.filter(hangs).map(({ name }) => name);
  const waiting = hanging.length === 0 ? [] : silent.filter(isHeldUp);
  const found = silent.filter((of) => !waiting.includes(of));
  return outcome(
    found.map((of) => findingOf(of, nodes, waiting)),
    waiting.map(({ name: node }) => ({
      ...{ check: 'reach', node },
      reason: `it answers what concerns itself alone, and waits for ${listed(hanging)} with the rest`,
    })),
  );
}

function findingOf(of: NodeAnswers, nodes: readonly NodeAnswers[], waiting: readonly NodeAnswers[]): Finding {
  const finding = { check: 'reach', level: 'critical', node: of.name } as const;
  const why = of.problem?.message ?? 'no answer';
  if (hangs(of)) {
    const others = waiting.length === 0 ? '' : `, and ${listed(waiting.map(({ name }) => name))} wait for it`;
    return {
      ...finding,
      message: `hangs: its port takes connections and nothing answers${others}`,
      advice: hangingAdvice,
    };
  }
  if (isHeldUp(of)) {
    return {
      ...finding,
      message: `answers, but tells nothing of its cluster: ${why}`,
      advice: 'It waits for a peer that hangs, or has very much to tell: ask again, with a longer --timeout.',
    };
  }
  if (of.problem instanceof NotPermitted) {
    return { ...finding, message: `answers, and tells us nothing: ${why}`, advice: of.problem.hint ?? loginAdvice };
  }
  if (answering(nodes).length === 0) {
    return {
      ...finding,
      message: `does not answer: ${why}`,
      advice: `Is it running? On its machine: systemctl status rabbitmq-server. ${of.problem?.hint ?? ''}`.trim(),
    };
  }
  return ofOneThatRuns(of, nodes, why);
}

const loginAdvice = 'Its users are not those of the other nodes, or it has others: is it in the same cluster?';

function ofOneThatRuns({ name, problem }: NodeAnswers, nodes: readonly NodeAnswers[], why: string): Finding {
  const finding = { check: 'reach', level: 'critical', node: name } as const;
  const protocols = protocolsOf(name, nodes);
  const listens = protocols.some((protocol) => /^https?$/.test(protocol));
  const plugins = rowOf(name, nodes)?.enabled_plugins;
  // Without the agent, which goes with it, a node tells its peers of no plugin; they know its listeners all the same.
  const isOff = plugins === undefined ? protocols.length > 0 && !listens : !plugins.includes('rabbitmq_management');
  if (isOff) {
    return {
      ...{ ...finding, level: 'warning' },
      message: 'cannot be asked for its own view: the management plugin is not enabled there',
      advice: `rabbitctl -n ${name} plugins enable rabbitmq_management`,
    };
  }
  const isShut = problem instanceof ApiUnavailable && problem.why === 'refused' && listens;
  const message = `runs, as the others see it, but does not answer: ${why}`;
  const advice = isShut
    ? `Its listeners are suspended (rabbitctl -n ${name} resume_listeners), or a firewall of its machine refuses the port: its peers know the listener.`
    : (problem?.hint ?? `Its log may say what hangs: rabbitctl -n ${name} log_tail`);
  return { ...finding, message, advice };
}

/** Of its listeners, as its peers have them in a list of all. A suspended one stays in it. */
const protocolsOf = (name: string, nodes: readonly NodeAnswers[]): readonly string[] =>
  answering(nodes).flatMap(({ overview }) =>
    (overview.listeners ?? []).flatMap(({ node, protocol }) => (node === name && protocol ? [protocol] : [])),
  );
