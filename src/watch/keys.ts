import { type Section, sections, type View } from './screen-state.js';

/** What a key asks for beside another view. */
export type Wish = 'quit' | 'interrupt' | 'sort' | 'sort-back' | 'redraw';

/** How far the lists can be scrolled, and by how much PgDn does it. */
export interface Reach {
  readonly furthest: Readonly<Record<Section, number>>;
  readonly page: number;
}

/** A key's effect: another view, or a wish. */
export function pressed(key: string, view: View, { furthest, page }: Reach): View | Wish {
  if (key === '\x03') return 'interrupt';
  if (key === 'q' || key === 'Q') return 'quit';
  if (key === '\x0c') return 'redraw';
  if (key === '?' || key === 'h') return { ...view, help: !view.help };
  if (view.help) return { ...view, help: false };
  if (key === ' ') return { ...view, paused: !view.paused };
  if (key === '\t') return { ...view, focus: next(view.focus, 1) };
  if (key === '\x1b[Z') return { ...view, focus: next(view.focus, -1) };
  if (key === 's' || arrow(key) === 'C') return 'sort';
  if (arrow(key) === 'D') return 'sort-back';
  const by = steps(key, page);
  if (by === undefined) return view;
  const at = Math.max(0, Math.min(furthest[view.focus], view.scroll[view.focus] + by));
  return { ...view, scroll: { ...view.scroll, [view.focus]: at } };
}

/** What comes in one piece may be several keys: typed fast, or over a slow line. */
export const keysIn = (text: string): readonly string[] => text.match(/\x1b[[O][\d;]*[A-Za-z~]|[\s\S]/gu) ?? [];

function next(focus: View['focus'], by: number): View['focus'] {
  return sections[(sections.indexOf(focus) + by + sections.length) % sections.length] ?? focus;
}

/** `A` up, `B` down, `C` right, `D` left, in both ways that terminals send them. */
const arrow = (key: string): string | undefined => /^\x1b[[O]([ABCDHF])$/.exec(key)?.[1];

function steps(key: string, page: number): number | undefined {
  const ways: Readonly<Record<string, number>> = {
    ...{ '\x1b[5~': -page, '\x1b[6~': page, '\x1b[1~': Number.NEGATIVE_INFINITY, '\x1b[4~': Number.POSITIVE_INFINITY },
    ...{ k: -1, j: 1 },
  };
  const byArrow: Readonly<Record<string, number>> = {
    A: -1,
    B: 1,
    H: Number.NEGATIVE_INFINITY,
    F: Number.POSITIVE_INFINITY,
  };
  return ways[key] ?? byArrow[arrow(key) ?? ''];
}
