import type { Clock } from '../upgrade/clock.js';
import { Frame } from './frame.js';
import { History } from './history.js';
import { keysIn, pressed } from './keys.js';
import { type EventRecord, type QueueSort, queueSorts, type WatchRecord } from './record.js';
import { furthest, type Size, screenLines } from './screen-lines.js';
import { firstView, type ScreenState, type View } from './screen-state.js';

/** Where it is drawn. */
export interface Canvas {
  columns(): number;
  rows(): number;
  write(text: string): Promise<void>;
}

export interface LiveViewOptions {
  readonly clock: Clock;
  readonly colour: boolean;
  readonly replay?: { readonly file: string; readonly speed: number } | undefined;
  /** The longest queues by another measure, please. */
  readonly sort: (by: QueueSort) => void;
  readonly quit: (how: 'quit' | 'interrupt') => void;
}

/** Events that are kept to be looked at. */
const most = 500;

/** The screen of `watch`: what records say and keys choose, drawn where it differs. */
export class LiveView {
  readonly #frame: Frame;
  readonly #history = new History();
  #events: readonly EventRecord[] = [];
  #record: WatchRecord | undefined;
  #view: View = firstView;
  #sort: QueueSort = 'messages';
  #ended = false;
  #drawing: Promise<void> = Promise.resolve();
  /** Drawn meanwhile: once more when the terminal has taken the last picture. */
  #pending = false;
  #busy = false;

  constructor(
    readonly canvas: Canvas,
    readonly options: LiveViewOptions,
  ) {
    this.#frame = new Frame(options.colour);
  }

  /** What happens while the picture stands still is remembered, and shown when it goes on. */
  show(record: WatchRecord): void {
    this.#history.add(record);
    this.#events = [...this.#events, ...record.events].slice(-most);
    if (!this.#view.paused) this.#record = record;
    this.draw();
  }

  /** There is nothing more to come, and the person may still look. */
  end(): void {
    this.#ended = true;
    this.draw();
  }

  typed(text: string): void {
    for (const key of keysIn(text)) this.#press(key);
    this.draw();
  }

  /** Another size: all is drawn anew. */
  resized(): void {
    this.#frame.forget();
    this.draw();
  }

  /** A slow line is not filled with pictures that are old when they come: while one is under way, the next is the newest. */
  draw(): void {
    this.#pending = true;
    if (!this.#busy) this.#drawing = this.#drawPending();
  }

  /** All is on the screen. */
  drawn(): Promise<void> {
    return this.#drawing;
  }

  async #drawPending(): Promise<void> {
    this.#busy = true;
    while (this.#pending) {
      this.#pending = false;
      const size = this.#size;
      const text = this.#frame.update(screenLines(this.#state(), size), size);
      if (text !== '') await this.canvas.write(text);
    }
    this.#busy = false;
  }

  #press(key: string): void {
    const { quit, sort } = this.options;
    const reach = { furthest: furthest(this.#state(), this.#size), page: Math.max(1, Math.floor(this.#size.rows / 4)) };
    const effect = pressed(key, this.#view, reach);
    if (effect === 'quit' || effect === 'interrupt') quit(effect);
    else if (effect === 'redraw') this.#frame.forget();
    else if (effect === 'sort' || effect === 'sort-back') this.#sortOtherwise(effect, sort);
    else this.#view = effect;
  }

  #sortOtherwise(effect: 'sort' | 'sort-back', sort: (by: QueueSort) => void): void {
    const at = queueSorts.indexOf(this.#sort) + (effect === 'sort' ? 1 : queueSorts.length - 1);
    this.#sort = queueSorts[at % queueSorts.length] ?? 'messages';
    sort(this.#sort);
  }

  get #size(): Size {
    return { columns: this.canvas.columns(), rows: this.canvas.rows() };
  }

  #state(): ScreenState {
    const { replay, clock } = this.options;
    return {
      ...{ record: sorted(this.#record, this.#sort), history: this.#history, events: this.#events, now: clock.now() },
      ...{ view: this.#view, replay: replay && { ...replay, ended: this.#ended } },
    };
  }
}

/** At once by what is known; the server is asked for the right ones in the next interval. */
function sorted(record: WatchRecord | undefined, by: QueueSort): WatchRecord | undefined {
  const { queues } = record ?? {};
  if (record === undefined || !queues || queues.sorted_by === by) return record;
  const longest = queues.longest.toSorted((a, b) => b[by] - a[by]);
  return { ...record, queues: { ...queues, sorted_by: by, longest } };
}
