/** What no two calls print alike. */
export interface Mask {
  /** Columns of a list, keys of JSON at any depth. */
  readonly columns?: readonly string[];
  /** What matches is replaced, on both sides; the first group, where there is one, stays. */
  readonly text?: RegExp;
}

/** Every mask of the rows stands here. */
export const masks = {
  /** A process grows and shrinks by itself. */
  memory: { columns: ['memory'] },
} as const satisfies Readonly<Record<string, Mask>>;
