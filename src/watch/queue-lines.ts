import { queueName } from '../upgrade/checks/check.js';
import { age, amount, rate } from './amounts.js';
import type { History } from './history.js';
import type { QueueRecord, QueueSort, WatchRecord } from './record.js';
import type { Line } from './segments.js';
import { sparkline } from './sparkline.js';
import { type Column, fitting, rowLine, titleLine } from './table-lines.js';

/** The longest queues, a line each, under one of titles. */
export function queueLines(
  record: WatchRecord,
  history: History,
  columns: number,
): { title: (chosen: boolean) => Line; rows: readonly Line[] } {
  const all = fitting(columnsOf(record, history, columns), columns, { least: 20, most: 80 });
  return {
    title: (chosen) => titleLine(all, chosen),
    rows: (record.queues?.longest ?? []).map((queue) => rowLine(all, queue)),
  };
}

function columnsOf({ queues, time }: WatchRecord, history: History, width: number): readonly Column<QueueRecord>[] {
  const sorted = queues?.sorted_by ?? 'messages';
  const title = titleOf(queues, time);
  const trend = width >= 160 ? 40 : width >= 120 ? 24 : 12;
  const counted = (title: string, name: QueueSort, rank: number): Column<QueueRecord> => ({
    ...{ title: `${title}${name === sorted ? '▾' : ''}`, width: 9, align: 'right', rank },
    show: (queue) => amount(queue[name]),
  });
  return [
    { title, width: 0, rank: 99, show: ({ vhost, name }) => queueName(vhost, name) },
    ...(width >= 100 ? [{ title: 'type', width: 8, rank: 10, show: ({ type }: QueueRecord) => type ?? '–' }] : []),
    ...(width >= 140 ? [{ title: 'state', width: 8, rank: 5, show: ({ state }: QueueRecord) => state ?? '–' }] : []),
    counted('messages', 'messages', 90),
    counted('ready', 'ready', 50),
    counted('unacked', 'unacknowledged', 60),
    { title: 'cons.', width: 6, align: 'right', rank: 40, show: ({ consumers }) => amount(consumers) },
    ...(width >= 100
      ? [
          {
            title: 'in/s',
            width: 6,
            align: 'right' as const,
            rank: 20,
            show: ({ publish }: QueueRecord) => rate(publish),
          },
          {
            title: 'out/s',
            width: 6,
            align: 'right' as const,
            rank: 20,
            show: ({ deliver }: QueueRecord) => rate(deliver),
          },
        ]
      : []),
    {
      title: 'trend',
      width: trend,
      rank: 30,
      show: (queue) => sparkline(history.lengthOf(queue), trend),
      tone: () => 'good',
    },
  ];
}

/** A long list is not asked for each time: then it is said how old it is. */
function titleOf(queues: WatchRecord['queues'], now: string): string {
  if (queues === null) return 'longest queues';
  const old = Date.parse(now) - Date.parse(queues.time);
  const count = amount(queues.count);
  return old < 10_000 ? `longest of ${count} queues` : `longest of ${count}, ${age(old)} ago`;
}
