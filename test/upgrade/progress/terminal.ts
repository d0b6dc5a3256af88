import { displayWidth } from '../../../src/format/display-width.js';

/** One row of the screen; `wrapped` when the next row goes on with its line. */
interface Row {
  cells: string[];
  wrapped: boolean;
}

/**
 * A terminal of what the live view uses: text, CR, LF, cursor up, erase to the right and below, autowrap on and off, colours
 * (which it drops). Anything else is an error. `reflow` as tmux, VTE and kitty do when they are resized; without it xterm.
 */
export class Terminal {
  #lines: Row[] = [{ cells: [], wrapped: false }];
  #top = 0;
  #row = 0;
  #column = 0;
  #autowrap = true;

  constructor(
    public columns: number,
    public rows: number,
    readonly reflow = true,
  ) {}

  /** Everything that was ever scrolled off, and the screen. */
  get text(): string {
    return this.#lines
      .map(({ cells }) => cells.join('').trimEnd())
      .join('\n')
      .trimEnd();
  }

  /** What is seen. */
  get screen(): readonly string[] {
    return this.#lines.slice(this.#top, this.#top + this.rows).map(({ cells }) => cells.join('').trimEnd());
  }

  get cursor(): { readonly row: number; readonly column: number } {
    return { row: this.#row - this.#top, column: this.#column };
  }

  write(text: string): void {
    for (const [token] of text.matchAll(/\x1b\[[?\d;]*[A-Za-z]|\r|\n|[^\x00-\x1f\x7f-\x9f]|[\s\S]/gu))
      this.#take(token);
  }

  resize(columns: number, rows: number): void {
    if (this.reflow) this.#reflow(columns);
    else for (const row of this.#lines) row.cells.length = Math.min(row.cells.length, columns);
    this.columns = columns;
    this.rows = rows;
    const last = this.#lines.findLastIndex(({ cells }) => cells.length > 0);
    this.#top = Math.min(this.#row, Math.max(0, last - rows + 1, this.#row - rows + 1));
    this.#column = Math.min(this.#column, columns - 1);
  }

  #take(token: string): void {
    if (token === '\r') this.#column = 0;
    else if (token === '\n') this.#feed();
    else if (token === '\x1b[K') this.#line.cells.length = Math.min(this.#line.cells.length, this.#column);
    else if (token === '\x1b[J') this.#eraseBelow();
    else if (token === '\x1b[?7l' || token === '\x1b[?7h') this.#autowrap = token.endsWith('h');
    else if (/^\x1b\[\d+A$/.test(token)) this.#row = Math.max(this.#top, this.#row - Number(token.slice(2, -1)));
    else if (/^\x1b\[\d+m$/.test(token)) return;
    else if (/^[\x00-\x1f\x7f-\x9f]/.test(token)) throw new Error(`the terminal was sent ${JSON.stringify(token)}`);
    else this.#print(token);
  }

  #print(character: string): void {
    const width = displayWidth(character);
    if (this.#column + width > this.columns) {
      if (!this.#autowrap) this.#column = this.columns - width;
      else {
        this.#line.wrapped = true;
        this.#column = 0;
        this.#feed();
      }
    }
    const { cells } = this.#line;
    while (cells.length < this.#column) cells.push(' ');
    cells.splice(this.#column, width, character, ...Array<string>(width - 1).fill(''));
    this.#column += width;
  }

  #feed(): void {
    this.#row++;
    if (this.#row === this.#lines.length) this.#lines.push({ cells: [], wrapped: false });
    if (this.#row - this.#top >= this.rows) this.#top++;
  }

  /** From the top left corner tmux keeps what was there (its option scroll-on-clear). */
  #eraseBelow(): void {
    if (this.#row === this.#top && this.#column === 0 && this.#line.cells.length + this.#lines.length - this.#row > 1) {
      this.#row = this.#top = this.#lines.push({ cells: [], wrapped: false }) - 1;
      return;
    }
    this.#line.cells.length = Math.min(this.#line.cells.length, this.#column);
    this.#line.wrapped = false;
    this.#lines.length = this.#row + 1;
  }

  get #line(): Row {
    const line = this.#lines[this.#row];
    if (line === undefined) throw new Error('the cursor left the screen');
    return line;
  }

  /** Each line anew at another width; the cursor stays at its character. */
  #reflow(columns: number): void {
    const rows: Row[] = [];
    let at = { row: 0, column: 0 };
    for (let first = 0; first < this.#lines.length; ) {
      let end = first;
      while (this.#lines[end]?.wrapped) end++;
      const parts = this.#lines.slice(first, end + 1);
      const cells = parts.flatMap((row) => row.cells);
      if (this.#row >= first && this.#row <= end) {
        const offset = parts.slice(0, this.#row - first).reduce((sum, row) => sum + row.cells.length, this.#column);
        at = { row: rows.length + Math.floor(offset / columns), column: offset % columns };
      }
      for (let start = 0; start === 0 || start < cells.length; start += columns)
        rows.push({ cells: cells.slice(start, start + columns), wrapped: start + columns < cells.length });
      first = end + 1;
    }
    this.#lines = rows;
    this.#row = at.row;
    this.#column = at.column;
  }
}
