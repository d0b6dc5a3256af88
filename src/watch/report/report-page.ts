import { counted } from '../../upgrade/progress/words.js';
import { amount, bytes, rate } from '../amounts.js';
import { isBad } from '../record.js';
import { type Chart, type ChartLine, chartFigure } from './chart.js';
import { escaped, utc } from './markup.js';
import { reportStyle } from './report-style.js';
import type { Watched } from './report-writer.js';

/** Lines of one chart: more cannot be told apart. */
const mostLines = 16;

/** One page that needs nothing beside itself: no script, no font, no picture from elsewhere. */
export function reportPage(watched: Watched): string {
  const { first, last, slots } = watched;
  const span = { start: slots.start, width: slots.width, count: slots.count };
  const title = `${first.cluster}: ${utc(Date.parse(first.time))} to ${utc(Date.parse(last.time)).slice(11)} UTC`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<h1>${escaped(first.cluster)}</h1>
<p>${utc(Date.parse(first.time))} to ${utc(Date.parse(last.time))} UTC, ${counted(watched.records, 'record')}. Each point is the worst that was seen in ${amount(slots.width / 1000)} s. Made by rabbitctl watch.</p>
<h2>Nodes at the end</h2>
${nodeTable(watched)}
<h2>Charts</h2>
<div class="charts">
${chartsOf(watched)
  .map((chart) => chartFigure(chart, span))
  .join('\n')}
</div>
<h2>Events</h2>
${eventTable(watched)}
</body>
</html>
`;
}

function chartsOf(watched: Watched): readonly Chart[] {
  const { slots, nodes } = watched;
  const perSecond = (value: number) => `${rate(value)}/s`;
  const of = (kind: string, names: readonly (readonly [string, string])[]): readonly ChartLine[] =>
    names.map(([name, label]) => ({ label, values: slots.of(`${kind} ${name}`) }));
  const each = (kind: string) =>
    of(
      kind,
      nodes.slice(0, mostLines).map((name) => [name, name]),
    );
  const percent = (value: number) => `${Math.round(value)} %`;
  const charts: readonly Chart[] = [
    {
      title: 'Messages a second',
      unit: perSecond,
      lines: of('rate', [
        ['publish', 'published'],
        ['deliver', 'delivered'],
        ['acknowledge', 'acknowledged'],
        ['redeliver', 'redelivered'],
        ['unroutable', 'unroutable'],
      ]),
    },
    {
      title: 'Messages in queues',
      unit: amount,
      lines: of('total', [
        ['ready', 'ready'],
        ['unacknowledged', 'unacknowledged'],
      ]),
    },
    { title: 'Longest queues', unit: amount, lines: longest(watched) },
    {
      title: 'Clients',
      unit: amount,
      lines: of('total', [
        ['connections', 'connections'],
        ['channels', 'channels'],
        ['consumers', 'consumers'],
      ]),
    },
    {
      title: 'New ones a second',
      unit: perSecond,
      lines: of('rate', [
        ['connections_opened', 'connections'],
        ['connections_closed', 'closed connections'],
        ['channels_opened', 'channels'],
        ['queues_declared', 'queues declared'],
      ]),
    },
    { title: 'Memory, of what a node may use', unit: percent, top: 100, lines: each('memory') },
    { title: 'Free disk', unit: bytes, lines: each('disk') },
    { title: 'File descriptors in use', unit: percent, top: 100, lines: each('fds') },
    { title: 'Nodes that run (1) or are down (0)', unit: amount, lines: each('runs') },
    { title: 'Time to answer over HTTP', unit: (value) => `${amount(value)} ms`, lines: each('http') },
  ];
  // A server without statistics has no rates: an empty chart would only say so once more.
  return charts.filter(({ lines }) => lines.some(({ values }) => values.some((value) => value !== null)));
}

function longest({ slots }: Watched): readonly ChartLine[] {
  const names = slots.names.filter((name) => name.startsWith('queue '));
  const peaks = new Map(names.map((name) => [name, slots.peak(name)]));
  const sorted = names.toSorted((a, b) => (peaks.get(b) ?? 0) - (peaks.get(a) ?? 0)).slice(0, 8);
  return sorted.map((name) => ({ label: queueLabel(name.slice('queue '.length)), values: slots.of(name) }));
}

/** `orders in /shop`. */
function queueLabel(key: string): string {
  const [vhost = '', name = ''] = key.split('\0');
  return vhost === '/' ? name : `${name} in ${vhost}`;
}

function nodeTable({ last }: Watched): string {
  const rows = last.nodes.map(({ name, running, version, memory, disk, http }) => [
    name,
    running === null ? 'not known' : running ? 'runs' : 'down',
    version ?? '',
    `${bytes(memory.used)} of ${bytes(memory.limit)}`,
    bytes(disk.free),
    http?.answers === true ? `${http.milliseconds} ms` : (http?.problem ?? ''),
  ]);
  return table(
    ['node', 'state', 'version', 'memory', 'free disk', 'HTTP'],
    rows.map((cells) => ({ cells, bad: cells[1] === 'down' })),
  );
}

function eventTable({ events }: Watched): string {
  if (events.length === 0) return '<p>Nothing happened.</p>';
  return table(
    ['time (UTC)', 'what'],
    events.map((event) => ({ cells: [utc(Date.parse(event.time)), event.message], bad: isBad(event) })),
  );
}

function table(
  titles: readonly string[],
  rows: readonly { readonly cells: readonly string[]; readonly bad: boolean }[],
): string {
  const head = titles.map((title) => `<th>${escaped(title)}</th>`).join('');
  const body = rows.map(
    ({ cells, bad }) =>
      `<tr${bad ? ' class="bad"' : ''}>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}
