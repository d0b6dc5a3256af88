import { displayWidth, isNarrow } from '../format/display-width.js';
import type { Size } from './screen-lines.js';
import type { Line, Tone } from './segments.js';

/** A column of the screen; of what takes two columns the second is empty. */
interface Cell {
  readonly text: string;
  readonly tone: Tone;
}

/** What stands on the screen, so that only what differs is sent: a slow line has little to carry, and nothing flickers. */
export class Frame {
  #rows: readonly (readonly Cell[])[] = [];
  #size: Size = { columns: 0, rows: 0 };

  constructor(readonly colour: boolean) {}

  /** The escapes and text that make of the last frame this one; all of it after another size. */
  update(lines: readonly Line[], size: Size): string {
    const anew = size.columns !== this.#size.columns || size.rows !== this.#size.rows;
    const before = anew ? [] : this.#rows;
    this.#rows = lines.map((line) => cellsOf(line, size.columns));
    this.#size = size;
    const changes = this.#rows.map((row, at) => this.#change(before[at] ?? [], row, at, size.columns));
    return (anew ? '\x1b[0m\x1b[2J' : '') + changes.join('');
  }

  /** The next frame is drawn as if nothing stood there. */
  forget(): void {
    this.#size = { columns: 0, rows: 0 };
  }

  #change(before: readonly Cell[], after: readonly Cell[], row: number, columns: number): string {
    const differs = (at: number) => !isSame(before[at], after[at]);
    const length = Math.min(columns, Math.max(before.length, after.length));
    let from = 0;
    while (from < length && !differs(from)) from++;
    if (from === length) return '';
    let to = length;
    while (to > from && !differs(to - 1)) to--;
    // The second half of a wide character is drawn with its first.
    while (from > 0 && after[from]?.text === '') from--;
    const place = `\x1b[${row + 1};${from + 1}H`;
    const text = this.#painted(after.slice(from, Math.min(to, after.length)));
    return place + text + (to > after.length ? '\x1b[K' : '');
  }

  #painted(cells: readonly Cell[]): string {
    let text = '';
    let tone: Tone = 'plain';
    for (const cell of cells) {
      if (cell.tone !== tone) text += this.#tone(cell.tone);
      tone = cell.tone;
      text += cell.text;
    }
    return tone === 'plain' ? text : text + this.#tone('plain');
  }

  #tone(tone: Tone): string {
    const code = codes[tone];
    const shown = this.colour || ['title', 'chosen', 'plain'].includes(tone) ? code : '';
    return `\x1b[0${shown}m`;
  }
}

const codes: Readonly<Record<Tone, string>> = {
  plain: '',
  faint: ';2',
  good: ';32',
  warn: ';33',
  bad: ';31',
  title: ';1',
  chosen: ';7',
};

const isSame = (one: Cell | undefined, other: Cell | undefined): boolean =>
  one?.text === other?.text && (one?.tone === other?.tone || (one?.text === ' ' && bare(one) && bare(other)));

/** A blank looks alike in every tone that has no background. */
const bare = (cell: Cell | undefined): boolean => cell?.tone !== 'chosen';

function cellsOf(line: Line, columns: number): readonly Cell[] {
  const cells: Cell[] = [];
  for (const { text, tone } of line) {
    if (isNarrow(text)) {
      for (const character of text) if (cells.length < columns) cells.push({ text: character, tone });
      continue;
    }
    for (const { segment } of graphemes.segment(text)) {
      const width = displayWidth(segment);
      if (width === 0 || cells.length + width > columns) continue;
      cells.push({ text: segment, tone });
      if (width === 2) cells.push({ text: '', tone });
    }
  }
  while (cells.at(-1)?.text === ' ' && bare(cells.at(-1))) cells.pop();
  return cells;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
