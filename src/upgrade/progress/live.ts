import type { Clock } from '../clock.js';
import type { RunEvent } from '../event.js';
import { Board } from './board.js';
import { boardLines } from './board-lines.js';
import { endedTextBelowNodes } from './ended-text.js';
import { eventLines, harmless } from './event-lines.js';
import { type Paint, painter } from './paint.js';
import type { Look, Renderer, Screen } from './renderer.js';

/** ms: between two frames at least, and at most while time is shown that goes on. */
const shortest = 100;
const longest = 1000;

/** A view of all nodes that is redrawn in place; what a reader may want to read again later scrolls by above it. */
export const liveRenderer = (screen: Screen, clock: Clock, look: Look): Renderer => new LiveView(screen, clock, look);

/**
 * Between two frames the cursor stands on the empty line above the view, at its beginning: wherever a resized window puts
 * that line, and however it breaks the ones below, erasing from there erases the whole view and nothing else.
 */
class LiveView implements Renderer {
  readonly #board = new Board();
  readonly #paint: Paint;
  #above: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #state: 'shown' | 'suspended' | 'closed' = 'shown';

  constructor(
    readonly screen: Screen,
    readonly clock: Clock,
    readonly look: Look,
  ) {
    this.#paint = painter(look.colour);
  }

  event(event: RunEvent): void {
    this.#board.follow(event);
    if (scrollsBy(event, this.#board)) this.#above.push(...eventLines(event, this.#board, this.look, this.#paint));
    if (event.event === 'ended') this.close();
    else this.#soon(Math.max(0, this.#drawnAt + shortest - this.clock.now()));
  }

  suspend(): void {
    if (this.#state !== 'shown') return;
    this.#leave(this.#height);
    this.#state = 'suspended';
  }

  resume(): void {
    if (this.#state !== 'suspended') return;
    this.#state = 'shown';
    this.#draw();
  }

  close(): void {
    if (this.#state === 'closed') return;
    const { ended } = this.#board;
    // Nothing is redrawn any more: every node may have its line.
    this.#leave(Number.POSITIVE_INFINITY);
    this.#state = 'closed';
    if (ended === undefined) return;
    const facts = { commands: this.look.commands, states: this.#board.states };
    this.screen.write(['', ...harmless(endedTextBelowNodes(ended, facts), this.look), ''].join('\r\n'));
  }

  #soon(wait: number): void {
    if (this.#state !== 'shown') return;
    clearTimeout(this.#timer);
    if (wait === 0) {
      this.#draw();
      return;
    }
    this.#timer = setTimeout(() => this.#draw(), wait);
    this.#timer.unref();
  }

  #draw(): void {
    this.#write(this.#height, up);
    this.#drawnAt = this.clock.now();
    this.#soon(longest);
  }

  /** Draws once more, and leaves the cursor below. */
  #leave(rows: number): void {
    clearTimeout(this.#timer);
    this.#write(rows, () => '');
  }

  /** In one piece, so that nobody's words come in between. */
  #write(rows: number, after: (height: number) => string): void {
    const frame = this.#frame(rows);
    this.screen.write(`${this.#scrolled()}${noWrap}${frame.join('')}${eraseBelow}${after(frame.length)}${wrap}`);
  }

  /** Lines of others may be longer than the window: they wrap, and so the old view has to go first. */
  #scrolled(): string {
    const lines = this.#above;
    this.#above = [];
    return lines.length === 0 ? '\r' : `\r${eraseView}${lines.map((line) => `${line}\r\n`).join('')}`;
  }

  #frame(rows: number): readonly string[] {
    if (!this.#board.begun) return [];
    const { ended } = this.#board;
    const now = ended === undefined ? this.clock.now() : Date.parse(ended.time);
    const columns = (this.screen.columns() || 80) - 1;
    const lines = boardLines(this.#board, { now, columns, rows }, this.look, this.#paint);
    return ['', ...lines].map((line) => `${eraseRight}${line}\r\n`);
  }

  /** Lines of the view: the empty one above it and the one below it, where the cursor ends up, are not among them. */
  get #height(): number {
    return Math.max(1, (this.screen.rows() || 24) - 2);
  }
}

/** What is only true for a moment is in the view alone. */
function scrollsBy(event: RunEvent, { started }: Board): boolean {
  // What was found before the start stands in the plan, which the reader has just seen.
  if (event.event === 'verdict' || event.event === 'override') return started !== undefined;
  if (event.event === 'packages') return event.when === 'after';
  return event.event === 'warning' || event.event === 'note';
}

const eraseRight = '\x1b[K';
const eraseBelow = '\x1b[J';
/** Not in one go: from the top left corner tmux takes it for a cleared screen, which it keeps in its history. */
const eraseView = '\x1b[K\r\n\x1b[J\x1b[1A';
/** A window that shrinks just now must not turn one line into two. */
const noWrap = '\x1b[?7l';
const wrap = '\x1b[?7h';
const up = (lines: number): string => (lines === 0 ? '' : `\x1b[${lines}A`);
