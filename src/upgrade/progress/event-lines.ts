import type { RunEvent } from '../event.js';
import type { Board } from './board.js';
import { eventText } from './event-text.js';
import type { Paint } from './paint.js';
import type { Look } from './renderer.js';
import { clockTime } from './time-text.js';

/** An event as it stands in a log: `12:03:41 rabbit@mq2  drain: done in 4.2 s`; what others printed goes on below, indented. */
export function eventLines(event: RunEvent, board: Board, look: Look, paint: Paint): readonly string[] {
  const node = 'node' in event && event.node !== undefined ? event.node : 'cluster';
  const { text, tone } = eventText(event, board.packagesOf(node));
  const start = `${clockTime(event.time)} ${look.visible(node).padEnd(board.nameWidth)}  `;
  const [first = '', ...more] = splitLines(text).map(look.visible);
  return [`${start}${paint(first, tone)}`, ...more.map((line) => `${' '.repeat(start.length)}${paint(line, tone)}`)];
}

/** Text of several lines, each harmless. */
export const harmless = (text: string, look: Look): readonly string[] => splitLines(text).map(look.visible);

const splitLines = (text: string): readonly string[] => text.trimEnd().split(/\r?\n/);
