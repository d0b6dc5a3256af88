import type { Outcome } from '../event.js';
import type { Activity, Board, NodeRow } from './board.js';
import type { Tone } from './event-text.js';
import type { Paint } from './paint.js';
import type { Look } from './renderer.js';
import { stopwatch } from './time-text.js';
import { runTitle, stateWords } from './words.js';

export interface Frame {
  /** ms since 1970. */
  readonly now: number;
  readonly columns: number;
  /** How many lines there may be. Fewer than one for each node show the active node, its neighbours and how many there are. */
  readonly rows: number;
}

/** The view of all nodes: a title, what is done for the whole cluster, a line a node. No line is wider than the frame. */
export function boardLines(board: Board, frame: Frame, look: Look, paint: Paint): readonly string[] {
  // A name may take half the window.
  const name = Math.min(board.nameWidth, Math.max(7, Math.floor(frame.columns / 2)));
  const ended = board.ended?.outcome;
  const whole = board.whole === undefined ? [] : [activeLine('cluster', board.whole, ended !== undefined, frame.now)];
  const room = Math.max(1, frame.rows - 1 - whole.length);
  const lines = [...whole, ...windowOf(board.rows, room, ended, frame.now)];
  const title = look.shorten(look.visible(titleOf(board, frame.now)), frame.columns);
  const all = [title, ...lines.map((line) => drawn(line, name, frame.columns, look, paint))];
  return all.slice(-Math.max(1, frame.rows));
}

interface Line {
  readonly mark: string;
  readonly name: string;
  readonly state: string;
  readonly time: string;
  readonly words: string;
  readonly tone: Tone;
}

/** A run that is given up is not started. */
function titleOf({ started, rows, run }: Board, now: number): string {
  if (started === undefined) return `giving up run ${run}`;
  const done = rows.filter(({ standing }) => standing === 'done').length;
  const time = stopwatch(now - Date.parse(started.time));
  return [runTitle(started), `${done} of ${rows.length} done`, time, `run ${run}`].join(' · ');
}

function rowLine(row: NodeRow, ended: Outcome | undefined, now: number): Line {
  const { name, standing, activity } = row;
  if (standing === 'done') {
    const time = row.seconds === undefined || row.already ? '' : stopwatch(row.seconds * 1000);
    return { mark: '✓', name, state: 'done', time, words: row.already ? 'was done already' : '', tone: 'good' };
  }
  if (activity !== undefined && standing !== 'to-do') return activeLine(name, activity, ended !== undefined, now);
  if (standing === 'stopped') return { mark: '✗', name, state: 'half-way', time: '', words: '', tone: 'bad' };
  const state = ended === undefined ? 'to come' : ended === 'aborted' ? 'as before' : 'untouched';
  return { mark: '·', name, state, time: '', words: '', tone: 'faint' };
}

const activeLine = (name: string, { state, since, reason }: Activity, ended: boolean, now: number): Line => ({
  mark: ended ? '✗' : '▸',
  name,
  state,
  time: stopwatch(now - since),
  words: reason ?? stateWords[state],
  tone: ended ? 'bad' : 'active',
});

/** As many rows as fit around the one that is at work; what is left out above and below is counted. */
function windowOf(rows: readonly NodeRow[], room: number, ended: Outcome | undefined, now: number): readonly Line[] {
  const line = (row: NodeRow) => rowLine(row, ended, now);
  if (rows.length <= room) return rows.map(line);
  const at = centre(rows);
  if (room < 3) return rows.slice(at, at + 1).map(line);
  // A third of the window for what is past: the reader wants to see what comes.
  const wanted = Math.max(0, at - Math.floor((room - 2) / 3));
  const first = wanted <= 1 ? 0 : Math.min(wanted, rows.length - (room - 1));
  const shown = first === 0 || first === rows.length - (room - 1) ? room - 1 : room - 2;
  const above = rows.slice(0, first);
  const below = rows.slice(first + shown);
  return [
    ...(above.length > 0 ? [countLine(above)] : []),
    ...rows.slice(first, first + shown).map(line),
    ...(below.length > 0 ? [countLine(below)] : []),
  ];
}

/** The row at work; between two nodes the next one, and after all of them the last one. */
function centre(rows: readonly NodeRow[]): number {
  const busy = rows.findIndex(({ standing }) => standing === 'active' || standing === 'stopped');
  if (busy !== -1) return busy;
  const next = rows.findIndex(({ standing }) => standing === 'to-do');
  return next === -1 ? rows.length - 1 : next;
}

function countLine(rows: readonly NodeRow[]): Line {
  const count = (standing: NodeRow['standing']) => rows.filter((row) => row.standing === standing).length;
  const texts = [
    [count('done'), 'done'],
    [count('active') + count('stopped'), 'half-way'],
    [count('to-do'), 'to come'],
  ] as const;
  const name = texts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(', ');
  return { mark: '…', name, state: '', time: '', words: '', tone: 'faint' };
}

const stateWidth = 13;
const timeWidth = 7;

function drawn(line: Line, name: number, columns: number, look: Look, paint: Paint): string {
  const label = look.shorten(look.visible(line.name), line.state === '' ? columns : name);
  const cells = [
    label.padEnd(name),
    line.state.padEnd(stateWidth),
    line.time.padStart(timeWidth),
    look.visible(line.words),
  ];
  const text = look.shorten(cells.join('  ').trimEnd(), columns - 4);
  const whole = line.tone === 'faint' || line.tone === 'bad';
  return `  ${paint(line.mark, line.tone)} ${whole ? paint(text, line.tone) : text}`;
}
