import { clockTime } from '../upgrade/progress/time-text.js';
import { amount, rate } from './amounts.js';
import type { RateName, TotalsRecord, WatchRecord } from './record.js';
import type { ScreenState } from './screen-state.js';
import { cell, clipped, type Line, segment, spread } from './segments.js';
import { sparkline } from './sparkline.js';

/** Who is looked at, how it is, who says so and when. */
export function headLine({ record, now, view, replay }: ScreenState, columns: number): Line {
  if (record === undefined) return clipped([segment('asking …', 'title')], columns);
  const left = [segment(record.cluster, 'title'), segment('  '), ...standing(record)];
  const late = replay === undefined && now - Date.parse(record.time) > Math.max(3000, record.interval * 3000);
  const every =
    replay === undefined ? `every ${record.interval} s` : `replay ×${replay.speed}${replay.ended ? ', ended' : ''}`;
  const right = [
    ...(view.paused ? [segment('paused', 'warn'), segment(' · ', 'faint')] : []),
    segment(record.answered_by === null ? '' : `${record.answered_by} · `, 'faint'),
    segment(clockTime(record.time), late ? 'warn' : 'plain'),
    segment(` · ${every}`, 'faint'),
  ];
  return spread(left, right, columns);
}

function standing({ nodes, answered_by, alarms, problem, time, statistics_time }: WatchRecord): Line {
  if (answered_by === null) return [segment(`nobody answers: ${problem ?? ''}`, 'bad')];
  const running = nodes.filter((node) => node.running === true).length;
  const apart = nodes.filter(({ partitions }) => partitions.length > 0).length;
  const silent = nodes.filter(({ running: runs, http }) => runs === true && http?.answers === false).length;
  return [
    segment(
      `${running} of ${nodes.length} node${nodes.length === 1 ? '' : 's'} run`,
      running < nodes.length ? 'bad' : 'good',
    ),
    ...(alarms.length > 0 ? [segment(`, ${alarms.length} alarm${alarms.length === 1 ? '' : 's'}`, 'bad')] : []),
    ...(apart > 0 ? [segment(', partitioned', 'bad')] : []),
    ...staleness(time, statistics_time),
    ...(silent > 0 ? [segment(`, ${silent} silent`, 'warn')] : []),
  ];
}

/** They come late while a node goes away. */
function staleness(time: string, statistics: string | null): Line {
  if (statistics === null) return [segment(', no statistics', 'warn')];
  const seconds = Math.round((Date.parse(time) - Date.parse(statistics)) / 1000);
  return seconds < 10 ? [] : [segment(`, statistics ${seconds} s old`, 'warn')];
}

/** Rates and lengths with their last minutes, two a line where there is room. */
export function gaugeLines({ record, history }: ScreenState, columns: number): readonly Line[] {
  const half = columns >= 70 ? Math.floor((columns - 2) / 2) : columns;
  const gauge = ({ label, name, kind }: Gauge): Line => {
    const value = kind === 'rate' ? record?.rates[name as RateName] : record?.totals[name as keyof TotalsRecord];
    const text = kind === 'rate' ? `${rate(value)}/s` : amount(value);
    const bars = sparkline(history.of(name), Math.max(0, half - 25));
    return [
      cell(label, 14),
      cell(text, 9, 'title', 'right'),
      segment('  '),
      cell(bars, Math.max(0, half - 25), 'good'),
    ];
  };
  const gap = [segment('  ')];
  return gauges.flatMap(([one, other]) =>
    half === columns ? [gauge(one), gauge(other)] : [[...gauge(one), ...gap, ...gauge(other)]],
  );
}

interface Gauge {
  readonly label: string;
  readonly name: RateName | keyof TotalsRecord;
  readonly kind: 'rate' | 'total';
}

const gauges: readonly (readonly [Gauge, Gauge])[] = [
  [
    { label: 'published', name: 'publish', kind: 'rate' },
    { label: 'messages', name: 'messages', kind: 'total' },
  ],
  [
    { label: 'delivered', name: 'deliver', kind: 'rate' },
    { label: 'unacknowledged', name: 'unacknowledged', kind: 'total' },
  ],
  [
    { label: 'acknowledged', name: 'acknowledge', kind: 'rate' },
    { label: 'new conn.', name: 'connections_opened', kind: 'rate' },
  ],
];

/** What has no sparkline. */
export function totalsLine({ record }: ScreenState, columns: number): Line {
  if (record === undefined) return [];
  const { totals, rates } = record;
  const words = [
    `queues ${amount(totals.queues)}`,
    ...[`connections ${amount(totals.connections)}`, `channels ${amount(totals.channels)}`],
    ...[`consumers ${amount(totals.consumers)}`, `redelivered ${rate(rates.redeliver)}/s`],
    ...[`unroutable ${rate(rates.unroutable)}/s`, `confirmed ${rate(rates.confirm)}/s`],
  ];
  return clipped([segment(words.join(' · '), 'faint')], columns);
}
