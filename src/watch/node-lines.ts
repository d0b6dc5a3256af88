import { age, amount, bytes, percent, rate, shareOf } from './amounts.js';
import { alarmWord } from './events-between.js';
import type { History } from './history.js';
import type { NodeRecord, WatchRecord } from './record.js';
import type { Line, Tone } from './segments.js';
import { sparkline } from './sparkline.js';
import { type Column, fitting, rowLine, titleLine } from './table-lines.js';

/** A line for each node, under one of titles; those that are not well come first where not all can be seen. */
export function nodeLines(
  record: WatchRecord,
  history: History,
  columns: number,
): { title: (chosen: boolean) => Line; rows: readonly Line[] } {
  const all = fitting(columnsOf(record, history, columns), columns, { least: 16, most: 40 });
  return {
    title: (chosen) => titleLine(all, chosen),
    rows: record.nodes.toSorted((a, b) => rank(a, record) - rank(b, record)).map((node) => rowLine(all, node)),
  };
}

/** In a word or two, and how bad that is. */
export function stateOf(
  node: NodeRecord,
  { answered_by, alarms }: Pick<WatchRecord, 'answered_by' | 'alarms'>,
): { text: string; tone: Tone } {
  const own = alarms.filter((alarm) => alarm.node === node.name).map(alarmWord);
  if (node.running === false) return { text: 'down', tone: 'bad' };
  if (node.running === null)
    return answered_by === null
      ? { text: node.http?.problem ?? 'asking …', tone: 'bad' }
      : { text: 'no member', tone: 'warn' };
  if (node.partitions.length > 0) return { text: 'partitioned', tone: 'bad' };
  if (own.length > 0) return { text: `alarm: ${own.join(', ')}`, tone: 'bad' };
  if (node.drained === true) return { text: 'drained', tone: 'warn' };
  if (node.http?.answers === false) return { text: `silent: ${node.http.problem ?? ''}`, tone: 'warn' };
  return { text: 'running', tone: 'good' };
}

const rank = (node: NodeRecord, record: WatchRecord): number =>
  ['bad', 'warn', 'good'].indexOf(stateOf(node, record).tone);

function columnsOf(record: WatchRecord, history: History, width: number): readonly Column<NodeRecord>[] {
  const state = (node: NodeRecord) => stateOf(node, record);
  const wide = width >= 120;
  return [
    { title: 'node', width: 0, rank: 99, show: ({ name }) => name },
    {
      title: 'state',
      width: wide ? 20 : 11,
      rank: 90,
      show: (node) => state(node).text,
      tone: (node) => state(node).tone,
    },
    {
      title: 'memory',
      width: 6,
      align: 'right',
      rank: 80,
      show: ({ memory }) => percent(shareOf(memory)),
      tone: ({ memory }) => fullness(shareOf(memory)),
    },
    ...(wide
      ? [
          {
            title: '',
            width: 20,
            rank: 10,
            show: ({ name }: NodeRecord) => sparkline(history.memoryOf(name), 20, 100),
            tone: (): Tone => 'good',
          },
        ]
      : []),
    {
      title: 'disk free',
      width: 9,
      align: 'right',
      rank: 70,
      show: ({ disk }) => bytes(disk.free),
      tone: ({ disk }) => shortness(disk),
    },
    {
      title: 'fds',
      width: 5,
      align: 'right',
      rank: 40,
      show: ({ file_descriptors: fds }) => percent(shareOf(fds)),
      tone: ({ file_descriptors: fds }) => fullness(shareOf(fds)),
    },
    { title: 'run q', width: 5, align: 'right', rank: 20, show: ({ run_queue }) => amount(run_queue) },
    { title: 'conn/s', width: 6, align: 'right', rank: 50, show: (node) => rate(node.connections_opened) },
    ...(wide
      ? [
          {
            title: 'chan/s',
            width: 6,
            align: 'right' as const,
            rank: 15,
            show: (node: NodeRecord) => rate(node.channels_opened),
          },
        ]
      : []),
    {
      title: 'http',
      width: 7,
      align: 'right',
      rank: 60,
      show: httpText,
      tone: ({ http }) => (http?.answers === false ? 'warn' : 'plain'),
    },
    { title: 'up', width: 4, align: 'right', rank: 30, show: ({ uptime }) => age(uptime) },
    ...(wide ? [{ title: 'version', width: 12, rank: 12, show: ({ version }: NodeRecord) => version ?? '–' }] : []),
  ];
}

const httpText = ({ http }: NodeRecord): string =>
  http === null ? '…' : http.answers ? `${amount(http.milliseconds)} ms` : 'none';

const fullness = (share: number | null): Tone => (share === null || share < 80 ? 'plain' : share < 95 ? 'warn' : 'bad');

/** As the free disk comes near to where publishers are blocked. */
const shortness = ({ free, limit }: NodeRecord['disk']): Tone =>
  free === null || limit === null || free > limit * 2 ? 'plain' : free > limit ? 'warn' : 'bad';
