import { displayWidth } from '../../src/format/display-width.js';

/** A terminal of what a full screen is sent: places, text, colours (dropped), erasing. Anything else is an error. */
export class Grid {
  rows: string[][];
  #row = 0;
  #column = 0;

  constructor(
    readonly columns: number,
    readonly height: number,
  ) {
    this.rows = this.#blank();
  }

  get text(): readonly string[] {
    return this.rows.map((row) => row.join('').trimEnd());
  }

  write(text: string): void {
    for (const [token] of text.matchAll(/\x1b\[[?\d;]*[A-Za-z]|[\x00-\x1f]|\P{M}\p{M}*/gu)) this.#take(token);
  }

  #take(token: string): void {
    const place = /^\x1b\[(\d+);(\d+)H$/.exec(token);
    if (place) [this.#row, this.#column] = [Number(place[1]) - 1, Number(place[2]) - 1];
    else if (token === '\x1b[2J') this.rows = this.#blank();
    else if (token === '\x1b[K') this.rows[this.#row]?.fill(' ', this.#column);
    else if (/^\x1b\[[\d;]*m$/.test(token)) return;
    else if (/^[\x00-\x1f]/.test(token)) throw new Error(`the screen was sent ${JSON.stringify(token)}`);
    else this.#print(token);
  }

  #print(text: string): void {
    const width = displayWidth(text);
    if (this.#column + width > this.columns) throw new Error(`${text} is written beyond the edge`);
    this.rows[this.#row]?.splice(this.#column, width, text, ...Array<string>(width - 1).fill(''));
    this.#column += width;
  }

  #blank(): string[][] {
    return Array.from({ length: this.height }, () => Array<string>(this.columns).fill(' '));
  }
}
