import { clockTime } from '../upgrade/progress/time-text.js';
import { helpLines } from './help-lines.js';
import { nodeLines } from './node-lines.js';
import { queueLines } from './queue-lines.js';
import { type EventRecord, isBad } from './record.js';
import type { ScreenState, Section } from './screen-state.js';
import { clipped, type Line, segment } from './segments.js';
import { shareRows } from './share-rows.js';
import { gaugeLines, headLine, totalsLine } from './summary-lines.js';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** How far each list can be scrolled until its last row is seen. */
export function furthest(state: ScreenState, { columns, rows }: Size): Readonly<Record<Section, number>> {
  const { record, events } = state;
  if (record === undefined) return { nodes: 0, queues: 0, events: 0 };
  const wanted = { nodes: record.nodes.length, queues: record.queues?.longest.length ?? 0, events: events.length };
  const share = shareRows(bodyRows(state, { columns, rows }), atLeastOne(wanted));
  const left = (section: Section) => Math.max(0, wanted[section] - share[section]);
  return { nodes: left('nodes'), queues: left('queues'), events: left('events') };
}

/** The whole screen: exactly so many lines, none of them wider than the screen. Of state and size alone. */
export function screenLines(state: ScreenState, { columns, rows }: Size): readonly Line[] {
  const head = headLines(state, { columns, rows });
  const foot = [footLine(state, columns)];
  const room = bodyRows(state, { columns, rows });
  const body = state.view.help ? helpLines(room) : lists(state, columns, room);
  return padded([...head, ...body], rows - foot.length)
    .concat(foot)
    .slice(0, rows)
    .map((line) => clipped(line, columns));
}

const headLines = (state: ScreenState, { columns, rows }: Size): readonly Line[] => [
  headLine(state, columns),
  ...(rows < 10 ? [] : [...gaugeLines(state, columns), totalsLine(state, columns)]),
];

const bodyRows = (state: ScreenState, size: Size): number => Math.max(0, size.rows - headLines(state, size).length - 1);

/** Where there is nothing that is said in a line. */
const atLeastOne = (wanted: Readonly<Record<Section, number>>): Readonly<Record<Section, number>> => ({
  ...{ nodes: wanted.nodes, queues: Math.max(1, wanted.queues), events: Math.max(1, wanted.events) },
});

/** Nodes, queues and events share what rows there are. */
function lists(state: ScreenState, columns: number, room: number): readonly Line[] {
  const { record, history, view } = state;
  if (record === undefined) return [];
  const nodes = nodeLines(record, history, columns);
  const queues = queueLines(record, history, columns);
  const events = state.events.toReversed().map((event) => eventLine(event));
  const wanted = { nodes: nodes.rows.length, queues: queues.rows.length, events: events.length };
  const share = shareRows(room, atLeastOne(wanted));
  const part = (section: Section, title: Line, all: readonly Line[], none: string): readonly Line[] => {
    const height = share[section];
    if (height < 1) return [];
    const from = Math.min(view.scroll[section], Math.max(0, all.length - height));
    const shown = all.slice(from, from + height);
    const blank = share.blank && section !== 'events' ? [[]] : [];
    const lines = all.length === 0 ? [[segment(none, 'faint')]] : shown;
    // The last part takes what is left; padding is done once, at the end.
    return [withMore(title, all.length - from - shown.length, from), ...lines, ...blank];
  };
  const chosen = (section: Section) => view.focus === section;
  return [
    ...part('nodes', nodes.title(chosen('nodes')), nodes.rows, 'no node'),
    ...part('queues', queues.title(chosen('queues')), queues.rows, noQueues(state)),
    ...part('events', [segment('events', chosen('events') ? 'chosen' : 'title')], events, 'nothing has happened yet'),
  ];
}

function noQueues({ record }: ScreenState): string {
  if (record?.queues === null) return record.answered_by === null ? '' : 'asking …';
  return 'all queues are empty';
}

/** What cannot be seen is counted behind the title. */
function withMore(title: Line, below: number, above: number): Line {
  const words = [above > 0 ? `${above} above` : '', below > 0 ? `${below} below` : ''].filter(Boolean);
  return words.length === 0 ? title : [...title, segment(`  ${words.join(', ')}`, 'faint')];
}

const eventLine = (event: EventRecord): Line => [
  segment(`${clockTime(event.time)}  `, 'faint'),
  segment(event.message, isBad(event) ? 'bad' : 'plain'),
];

function footLine({ replay }: ScreenState, columns: number): Line {
  const keys = `q quit   tab next list   ↑↓ page   ←→ sort queues   space pause   ? help`;
  const short = 'q quit  ? help';
  const file = replay === undefined ? '' : `   ${replay.file}`;
  return clipped([segment(columns < keys.length ? short : `${keys}${file}`, 'faint')], columns);
}

const padded = (lines: readonly Line[], rows: number): readonly Line[] =>
  lines.length >= rows ? lines.slice(0, Math.max(0, rows)) : [...lines, ...Array<Line>(rows - lines.length).fill([])];
