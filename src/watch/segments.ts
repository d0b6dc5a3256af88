import { displayWidth, shorten } from '../format/display-width.js';
import { visible } from '../format/visible.js';

export type Tone = 'plain' | 'faint' | 'good' | 'warn' | 'bad' | 'title' | 'chosen';

/** A piece of a line, all of it in one tone. */
export interface Segment {
  readonly text: string;
  readonly tone: Tone;
}

export type Line = readonly Segment[];

/** Text of others becomes harmless here, and nowhere else. */
export const segment = (text: string, tone: Tone = 'plain'): Segment => ({ text: visible(text), tone });

/** Exactly so many columns: cut, or filled with blanks. */
export function cell(text: string, width: number, tone: Tone = 'plain', align: 'left' | 'right' = 'left'): Segment {
  if (width <= 0) return { text: '', tone };
  const kept = shorten(visible(text), width);
  const blank = ' '.repeat(Math.max(0, width - displayWidth(kept)));
  return { text: align === 'right' ? blank + kept : kept + blank, tone };
}

export const widthOf = (line: Line): number => line.reduce((sum, { text }) => sum + displayWidth(text), 0);

/** No wider than the screen. */
export function clipped(line: Line, columns: number): Line {
  let room = columns;
  return line.flatMap(({ text, tone }) => {
    if (room <= 0) return [];
    const kept = shorten(text, room);
    room -= displayWidth(kept);
    return [{ text: kept, tone }];
  });
}

/** Two ends of a line; the right one gives way, then the left one is cut. */
export function spread(left: Line, right: Line, columns: number): Line {
  const gap = columns - widthOf(left) - widthOf(right);
  return gap < 2 ? clipped(left, columns) : [...left, { text: ' '.repeat(gap), tone: 'plain' }, ...right];
}
