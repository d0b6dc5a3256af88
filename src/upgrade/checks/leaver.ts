import type { Leaver } from '../membership/leaver.js';
import { type Copies, majorityOf } from '../membership/replicas.js';
import { type Check, type Finding, findings, inWords, listed, queueName } from './check.js';

/** What must be true of a node that is to leave, and of what it has. */
export const leaverChecks = (leaver: Leaver): Readonly<Record<string, Check>> => ({
  leaver: () => findings('leaver', standing(leaver), leaver.runs ? 'it runs, and can be asked to leave' : 'it is down'),
  'only-copy': () =>
    findings('only-copy', onlyCopies(leaver), 'nothing is on this node alone', leaver.copies !== undefined),
  majority: () =>
    findings('majority', majorities(leaver), 'every queue has its majority without it', leaver.copies !== undefined),
  redundancy: () => findings('redundancy', fewer(leaver), 'no queue is left with fewer than three replicas'),
  discovery: ({ members }) => {
    const { name } = leaver.member;
    const host = name.slice(name.indexOf('@') + 1);
    const naming = members.filter(({ files }) => mentions(files?.['rabbitmq.conf'] ?? '', host)).map((of) => of.name);
    const message = `the settings of ${listed(naming)} name it for peer discovery: take it out, or it joins again when it is started empty`;
    return findings('discovery', naming.length === 0 ? [] : [{ level: 'warning', message }], 'no settings name it');
  },
});

const mentions = (conf: string, host: string): boolean =>
  conf.split('\n').some((line) => /^\s*cluster_formation\./.test(line) && line.includes(host));

function standing({ member, runs, probe, problem, ownApplication }: Leaver): readonly Finding[] {
  const blocker = (message: string): Finding => ({ level: 'blocker', node: member.name, message });
  if (runs && problem !== undefined) {
    return [
      blocker(
        `${inWords(problem)}\nWithout its machine it cannot be asked to leave. Stop it by hand: then it is removed as one that is down`,
      ),
    ];
  }
  if (runs) return [];
  if (problem !== undefined) {
    const message = `the others see it down, and its machine is not reached (${problem.message}): nobody can tell whether it runs on its own`;
    return [{ ...blocker(message), override: 'unreached-node' }];
  }
  if (probe?.service === 'active' && ownApplication === true) {
    return [blocker('it runs, and the others see it down: the cluster is partitioned. Mend that, or stop it there')];
  }
  return [];
}

/** By name, all of them: whoever loses a queue wants to know which. */
function onlyCopies({ member, copies = [] }: Leaver): readonly Finding[] {
  const only = copies.filter(({ members }) => members.every((name) => name === member.name));
  if (only.length === 0) return [];
  const text = only.map((one) => `${named(one)} (${one.type}, ${one.messages} messages)`);
  const message = `these are on this node alone, and are lost with it: ${text.join(', ')}. Empty them, or give them a replica elsewhere first`;
  return [{ level: 'blocker', node: member.name, message, lasting: 'structural', override: 'queue-loss' }];
}

/** A replica is given up by its queue's majority, and the rest must be one of its own. */
function majorities({ member, copies = [] }: Leaver): readonly Finding[] {
  const others = (names: readonly string[]) => names.filter((name) => name !== member.name);
  const replicated = copies.filter(({ type, members }) => type !== 'classic' && others(members).length > 0);
  const without = replicated.filter(
    ({ members, online }) =>
      online.length < majorityOf(members.length) || others(online).length < majorityOf(others(members).length),
  );
  if (without.length === 0) return [];
  const message = `these would be without a majority: ${listed(without.map(named))}. Other replicas of theirs are down: wait until they are back`;
  return [{ level: 'blocker', node: member.name, message, lasting: 'transient' }];
}

function fewer({ member, copies = [] }: Leaver): readonly Finding[] {
  const few = copies.filter(({ type, members }) => type !== 'classic' && members.length > 1 && members.length <= 3);
  if (few.length === 0) return [];
  const message = `these are left with one or two replicas: ${listed(few.map(named))}. Give them one elsewhere: rabbitctl grow NODE all`;
  return [{ level: 'warning', node: member.name, message }];
}

const named = ({ vhost, name }: Copies): string => queueName(vhost, name);
