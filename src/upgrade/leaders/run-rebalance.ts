import { printJson } from '../../api/json.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { Result } from '../../format/result.js';
import { visibleJson, visibleLines } from '../../format/visible.js';
import { systemClock } from '../clock.js';
import { counted } from '../progress/words.js';
import { type LedQueue, leadersByNode } from './leader-map.js';
import { moveJson, type Outcome, outcomeText, type Preview, previewText, queueJson } from './leaders-text.js';
import { type AskedRebalance, demandWell, previewOf, rebalance } from './rebalance-leaders.js';

/** What `rebalance-leaders` is given of its command. */
export interface AskedOfCommand {
  readonly cluster: Cluster;
  readonly args: { readonly action: 'plan' | 'run' | undefined };
  readonly flags: AskedRebalance;
  readonly signal: AbortSignal;
  readonly face: 'text' | 'json' | 'erlang';
  note(line: string): void;
  confirm(question: string): Promise<boolean>;
}

/** Shows, asks, has the server do it, and looks. Resolves to 0; throws CheckFailed when it is not as it should be then. */
export function runRebalance(asked: AskedOfCommand): Result {
  const { cluster, args, flags, signal, face } = asked;
  return {
    kind: 'passed',
    verbatim: true,
    start: async (sink) => {
      const print = (text: string) => sink('stdout', Buffer.from(visibleLines(text)));
      const printJsonOf = (value: object) => sink('stdout', Buffer.from(`${visibleJson(printJson(value))}\n`));
      const preview = await previewOf(cluster, flags);
      const only = args.action === 'plan';
      if (face !== 'json') await print(previewText(preview));
      else if (only || preview.moves.length === 0) await printJsonOf(previewJson(preview));
      if (only || preview.moves.length === 0) return 0;
      if (!(await asked.confirm(questionOf(preview)))) {
        asked.note('Nothing was moved.');
        return 76;
      }
      const report = (reason: string) => asked.note(reason);
      const outcome = await rebalance(cluster, flags, preview, { clock: systemClock, signal, report: changed(report) });
      if (face === 'json') await printJsonOf(outcomeJson(outcome));
      else await print(`\n${outcomeText(outcome)}`);
      demandWell(outcome, preview);
      return 0;
    },
  };
}

const questionOf = ({ moves, cluster }: Preview): string =>
  `Move about ${counted(moves.length, 'leader')} of ${cluster}? Clients of these queues wait for a moment.`;

/** A line for each new reason. */
function changed(report: (reason: string) => void): (reason: string) => void {
  let last = '';
  return (reason) => {
    if (reason !== last) report(reason);
    last = reason;
  };
}

function previewJson({ cluster, queues, nodes, most, moves, stuck }: Preview): object {
  return {
    ...{ version: 1, cluster, most, decidedBy: 'server', nodes: countsOf(queues, nodes) },
    ...{ moves: moves.map(moveJson), stuck: stuck.map(queueJson) },
  };
}

function outcomeJson({ before, after, nodes, moved }: Outcome): object {
  return {
    ...{ version: 1, before: countsOf(before, nodes), after: countsOf(after, nodes), moved: moved.map(moveJson) },
    leaderless: after.filter(({ leader }) => leader === undefined).map(queueJson),
  };
}

const countsOf = (queues: readonly LedQueue[], nodes: readonly string[]): object =>
  Object.fromEntries(leadersByNode(queues, nodes));
