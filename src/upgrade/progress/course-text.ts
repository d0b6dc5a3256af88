import type { Plan } from '../plan.js';
import type { RunKind } from '../run-kind.js';
import type { RunOptions } from '../run-options.js';
import { counted } from './words.js';

/** What a run of each kind does, says and asks. */
interface Course {
  /** What happens, before the reader says yes. */
  readonly course: (options: RunOptions) => string;
  readonly question: (plan: Plan) => string;
  readonly nothing: (plan: Plan) => string;
  readonly done: (plan: Plan) => { readonly message: string; readonly hint?: string };
}

/** The words of one kind of run. */
export const wordsOf = (kind: RunKind): Course => courses[kind];

const nameOf = ({ nodes }: Plan): string => nodes.map(({ name }) => name).join(' and ');

const rolling = (act: 'Upgrade' | 'Restart'): Course => ({
  course: (options) => `Each node in turn: ${turnText(options)} ${endText(options)}`,
  question: ({ nodes, cluster }) => {
    const count = nodes.filter(({ standing }) => standing !== 'done').length;
    return `${act} ${counted(count, 'node')} of ${cluster}, one by one?`;
  },
  nothing: () => 'every node is at the target, and was started after it was installed',
  done: () => ({ message: 'every node is done' }),
});

const courses: Readonly<Record<RunKind, Course>> = {
  upgrade: rolling('Upgrade'),
  restart: rolling('Restart'),
  backup: {
    course: (options) =>
      `First definitions and configuration of all nodes are copied. Then each node in turn: ${turnText(options)} In the end leaders are spread over all nodes, and all is compared with how it is now.`,
    question: ({ nodes, cluster }) =>
      `Stop ${counted(nodes.length, 'node')} of ${cluster}, one by one, and copy its data?`,
    nothing: () => 'every node was copied already',
    done: ({ options }) => ({ message: `the backup is in ${options.backupDir}` }),
  },
  restore: {
    course: ({ restores = [] }) =>
      [
        ...(restores.includes('data')
          ? ['The data of each node are put in the place of those that it has. None of them is started.']
          : []),
        ...(restores.includes('definitions') ? ['Definitions are imported: nothing is deleted.'] : []),
        ...(restores.includes('configuration')
          ? ['Files are written; no node is restarted, and they count from its next start.']
          : []),
      ].join(' '),
    question: ({ options, cluster }) => `Restore ${(options.restores ?? []).join(' and ')} of ${cluster}?`,
    nothing: () => 'all is as in the backup already',
    done: ({ options }) => ({
      message: `${(options.restores ?? []).join(' and ')}: all is as in the backup`,
      ...(options.restores?.includes('configuration') && {
        hint: 'The files count from the next start of each node: rabbitctl rolling-restart',
      }),
    }),
  },
  'restart-node': {
    ...rolling('Restart'),
    course: (options) => `The node is ${turnText(options)} ${endText(options)}`,
    question: (plan) => `Restart ${nameOf(plan)} of ${plan.cluster}?`,
    done: (plan) => ({ message: `${nameOf(plan)} was restarted, and its replicas have caught up` }),
  },
  'drain-node': {
    course: () =>
      'The node is checked and drained: its clients are sent away, leaders move to the other nodes. It goes on running, and stays drained until somebody revives it.',
    question: (plan) => `Drain ${nameOf(plan)} of ${plan.cluster}?`,
    nothing: (plan) => `${nameOf(plan)} is drained already. ${backText(plan)}`,
    done: (plan) => ({ message: `${nameOf(plan)} is drained, and every other node sees it so`, hint: backText(plan) }),
  },
  'create-cluster': {
    course: (options) =>
      `Each of these joins the first node, one after the other: ${options.syncCookie === true ? 'given its Erlang cookie, ' : ''}stopped, emptied, made a member, started, and then seen by all before it and seeing them.${giftsText(options)}`,
    question: (plan) => {
      const coming = plan.nodes.filter(({ standing }) => standing !== 'done').map(({ name }) => name);
      const all = [...plan.members, ...plan.nodes.map(({ name }) => name)];
      if (coming.length === 0)
        return `${all.join(', ')} are one cluster already. Do the rest: ${plan.toDo?.join(', ')}?`;
      return `Make ${all.join(' and ')} one cluster, and delete what data ${coming.join(' and ')} has?`;
    },
    nothing: (plan) =>
      `${plan.members.join(' and ')} and ${nameOf(plan)} are one cluster already, by the word of its members`,
    done: (plan) => ({
      message: `${[...plan.members, ...plan.nodes.map(({ name }) => name)].join(', ')} are one cluster, by the word of each`,
    }),
  },
  'stop-cluster': {
    course: () =>
      'Each node in turn is stopped as its service is, and must be down by the word of its machine and of those that still run. In which order is left on every machine. No client can use the cluster until it is started again (start-cluster).',
    question: (plan) =>
      `Stop all ${counted(plan.members.length, 'node')} of ${plan.cluster}? No client can use it then.`,
    nothing: (plan) => `every node of ${plan.cluster} is stopped already. ${startText}`,
    done: (plan) => ({
      message: `all ${counted(plan.members.length, 'node')} are stopped`,
      hint: `${startText}\n${noForceText}`,
    }),
  },
  'start-cluster': {
    course: () =>
      'Nodes that are down are started as their services are, and waited for. In the end every one by its own word must see all of them, and all is compared with how it was before the stop.',
    question: (plan) =>
      `Start ${counted(plan.nodes.filter(({ standing }) => standing !== 'done').length, 'node')} of ${plan.cluster}?`,
    nothing: (plan) => `every node of ${plan.cluster} runs already`,
    done: (plan) => ({ message: `${counted(plan.nodes.length, 'node')} run, and each sees all of them` }),
  },
  'remove-node': {
    course: () =>
      'Replicas of queues and streams are taken from the node, it is drained and stopped, leaves the cluster and is emptied; a dead one is forgotten by the others. In the end every other node must have nothing of it any more.',
    question: (plan) => `Remove ${nameOf(plan)} from ${plan.cluster}, and delete what data it has?`,
    nothing: (plan) => `${nameOf(plan)} is no member of ${plan.cluster}`,
    done: (plan) => ({ message: `${nameOf(plan)} is no member any more, and no other node has anything of it` }),
  },
  'replace-node': {
    course: ({ syncCookie }) =>
      `The new node is ${syncCookie === true ? 'given the Erlang cookie of the cluster, ' : ''}stopped, emptied, made a member and started. It gets a replica of each queue and stream that the old one has one of, and these must have all that the others have. Only then the old one gives up its own, is drained and stopped, and leaves; a dead one is forgotten by the others.`,
    question: (plan) =>
      `Replace ${plan.nodes[1]?.name} of ${plan.cluster} by ${plan.nodes[0]?.name}, and delete what data each of them has?`,
    nothing: (plan) => `${plan.nodes[0]?.name} is a member already, and ${plan.nodes[1]?.name} is none any more`,
    done: (plan) => ({
      message: `${plan.nodes[0]?.name} is a member with the replicas that ${plan.nodes[1]?.name} had, and no other node has anything of that one`,
      hint: 'Clients are where they were: tell them of it. And so is what the settings of the other nodes say of the old one',
    }),
  },
  'add-node': {
    course: ({ syncCookie }) =>
      `The node is ${syncCookie === true ? 'given the Erlang cookie of the cluster, ' : ''}stopped, emptied, made a member and started, and must then be seen by every member and see them all.`,
    question: (plan) => `Add ${nameOf(plan)} to ${plan.cluster}, and delete what data it has?`,
    nothing: (plan) => `${nameOf(plan)} is a member already, and every other one sees it run`,
    done: (plan) => ({
      message: `${nameOf(plan)} is a member: it and every other one see the same cluster`,
      hint: `No queue has a replica there yet: rabbitctl grow ${nameOf(plan)} all. And clients are where they were: tell them of it`,
    }),
  },
};

const startText = 'To start it again, from any machine: rabbitctl start-cluster';

const noForceText = 'Not by force_boot: start-cluster begins with the node that stopped last, and forces none.';

/** What a cluster gets when its nodes are there. */
function giftsText({ clusterName, definitions, admin, guest = 'keep' }: RunOptions): string {
  const gifts = [
    ...(clusterName === undefined ? [] : [`is called ${clusterName}`]),
    ...(definitions === undefined ? [] : [`gets the definitions of ${definitions}`]),
    ...(admin === undefined ? [] : [`gets the administrator ${admin}`]),
    ...(guest === 'keep' ? [] : [guest === 'delete' ? 'has no user guest any more' : 'has another password for guest']),
  ];
  return gifts.length === 0 ? '' : ` Then the cluster ${gifts.join(', ')}.`;
}

const backText = (plan: Plan): string => `Back into service: rabbitctl -n ${nameOf(plan)} revive`;

/** What each node goes through, in one sentence. */
function turnText({ kind, hookBefore, hookAfter, coldBackup, backupDir, soak, canary }: RunOptions): string {
  const steps = [
    'checked',
    ...(hookBefore === undefined ? [] : ['your hook']),
    'drained',
    'stopped',
    ...(coldBackup && backupDir !== undefined ? ['backed up'] : []),
    ...(kind === 'upgrade' ? ['upgraded'] : []),
    'started',
    'waited for until its replicas have caught up',
    ...(hookAfter === undefined ? [] : ['your hook']),
    ...(soak > 0 ? [`watched for ${soak} s`] : []),
  ];
  const stop = canary === undefined ? '' : ` After ${counted(canary, 'node')} the run stops and asks.`;
  return `${steps.join(', ')}.${stop}`;
}

function endText({ kind, featureFlags, khepri, hold }: RunOptions): string {
  const flags = {
    ask: 'feature flags that are off are listed, and turned on if you say yes',
    enable: 'feature flags that are off are turned on',
    leave: 'feature flags are left as they are',
  }[featureFlags];
  const parts = [
    ...(kind === 'upgrade' ? [flags + (khepri ? ', khepri_db too' : '')] : []),
    'leaders are spread over all nodes',
    'all is compared with how it is now',
    ...(hold ? ['the package stays held'] : []),
  ];
  return `In the end ${parts.join('; ')}.`;
}
