import type { History } from './history.js';
import type { EventRecord, WatchRecord } from './record.js';

/** All that the screen shows: what is known, and what the person at the keyboard has chosen. */
export interface ScreenState {
  /** Undefined until the first one is there. */
  readonly record: WatchRecord | undefined;
  readonly history: History;
  /** The newest last. */
  readonly events: readonly EventRecord[];
  /** ms since 1970. */
  readonly now: number;
  readonly view: View;
  /** Of a recording that is played. */
  readonly replay?: { readonly file: string; readonly speed: number; readonly ended: boolean } | undefined;
}

export interface View {
  readonly focus: Section;
  /** Rows of each list that are scrolled off above. */
  readonly scroll: Readonly<Record<Section, number>>;
  readonly help: boolean;
  readonly paused: boolean;
}

export const sections = ['queues', 'nodes', 'events'] as const;
export type Section = (typeof sections)[number];

export const firstView: View = {
  focus: 'queues',
  scroll: { queues: 0, nodes: 0, events: 0 },
  help: false,
  paused: false,
};
