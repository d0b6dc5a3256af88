import { counted } from '../progress/words.js';
import { type LedQueue, leadersByNode } from './leader-map.js';
import type { Move, Prediction } from './predict-moves.js';

/** How it is now, and how the server is expected to make it. */
export interface Preview extends Prediction {
  readonly cluster: string;
  readonly queues: readonly LedQueue[];
  /** Those that run and are not drained. */
  readonly nodes: readonly string[];
}

/** How it was, and how it is. */
export interface Outcome {
  readonly before: readonly LedQueue[];
  readonly after: readonly LedQueue[];
  readonly nodes: readonly string[];
  readonly moved: readonly Move[];
}

/** For people. Ends with a newline. */
export function previewText({ cluster, queues, nodes, most, moves, stuck }: Preview): string {
  const title = `rebalance-leaders of ${cluster}: ${queues.length === 1 ? 'one queue or stream' : `${queues.length} queues and streams`} on ${counted(nodes.length, 'node')}, at most ${counted(most, 'leader')} each`;
  const after = queues.map((queue) => ({
    ...queue,
    leader: moves.find((move) => move.queue === queue)?.to ?? queue.leader,
  }));
  const paragraphs = [
    [title],
    table('leaders', 'expected', queues, after, nodes),
    moves.length === 0
      ? ['Nothing is to be moved.']
      : [
          'The server itself chooses what it moves. By its rule, the shortest queues first, that would be:',
          ...listed(moves),
        ],
    ...(stuck.length === 0
      ? []
      : [[`Not to be moved, for they have no replica on another node that runs: ${names(stuck)}`]]),
  ];
  return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** For people. Ends with a newline. */
export function outcomeText({ before, after, nodes, moved }: Outcome): string {
  const heading = moved.length === 0 ? 'No leader moved.' : `${counted(moved.length, 'leader')} moved:`;
  return `${[heading, ...listed(moved), '', ...table('before', 'now', before, after, nodes)].join('\n')}\n`;
}

const listed = (moves: readonly Move[]): readonly string[] => {
  const shown = moves.slice(0, 50).map(({ queue, from, to }) => `  ${textOf(queue)}: ${from} → ${to}`);
  return moves.length > shown.length
    ? [...shown, `  and ${moves.length - shown.length} more (--json lists all)`]
    : shown;
};

/** `quorum queue orders in shop`, `stream events in /`. */
export const textOf = ({ type, name, vhost }: LedQueue): string =>
  `${type === 'stream' ? 'stream' : `${type} queue`} ${name} in ${vhost}`;

/** The first ten, and how many more. */
export const names = (queues: readonly LedQueue[]): string =>
  queues.slice(0, 10).map(textOf).join(', ') + (queues.length > 10 ? ` and ${queues.length - 10} more` : '');

function table(
  first: string,
  second: string,
  one: readonly LedQueue[],
  other: readonly LedQueue[],
  nodes: readonly string[],
): readonly string[] {
  const [before, after] = [leadersByNode(one, nodes), leadersByNode(other, nodes)];
  const all = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  const width = Math.max(4, ...all.map((name) => name.length));
  const line = (name: string, ...cells: readonly (string | number)[]) =>
    `  ${name.padEnd(width)}  ${cells.map((cell) => String(cell).padStart(8)).join('  ')}`;
  return [line('node', first, second), ...all.map((name) => line(name, before.get(name) ?? 0, after.get(name) ?? 0))];
}

/** For programs. */
export const moveJson = ({ queue, from, to }: Move): object => {
  const { vhost, name, type } = queue;
  return { vhost, name, type, from, to };
};

export const queueJson = ({ vhost, name, type, leader }: LedQueue): object => ({
  vhost,
  name,
  type,
  leader: leader ?? null,
});
