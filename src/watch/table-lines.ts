import { cell, type Line, type Segment, type Tone } from './segments.js';

/** A column of a table of the screen. */
export interface Column<Row> {
  readonly title: string;
  readonly width: number;
  readonly align?: 'right';
  /** The lower, the earlier it gives way on a narrow screen; the first column never does. */
  readonly rank: number;
  readonly show: (row: Row) => string;
  readonly tone?: (row: Row) => Tone;
}

/** The columns that fit, the first of which takes what room is left up to its greatest width. */
export function fitting<Row>(
  columns: readonly Column<Row>[],
  width: number,
  { least, most }: { readonly least: number; readonly most: number },
): readonly Column<Row>[] {
  const [first, ...others] = columns;
  if (first === undefined) return [];
  const kept = new Set(others);
  const taken = () => [...kept].reduce((sum, column) => sum + column.width + gap.length, 0);
  for (const column of others.toSorted((a, b) => a.rank - b.rank)) {
    if (width - taken() >= least) break;
    kept.delete(column);
  }
  const room = Math.max(1, Math.min(most, width - taken()));
  return [{ ...first, width: room }, ...others.filter((column) => kept.has(column))];
}

export const titleLine = <Row>(columns: readonly Column<Row>[], chosen: boolean): Line =>
  columns.flatMap(({ title, width, align }, at): readonly Segment[] => [
    ...between(at),
    cell(title, width, chosen && at === 0 ? 'chosen' : 'title', align ?? 'left'),
  ]);

export const rowLine = <Row>(columns: readonly Column<Row>[], row: Row): Line =>
  columns.flatMap(({ width, align, show, tone }, at): readonly Segment[] => [
    ...between(at),
    cell(show(row), width, tone?.(row) ?? 'plain', align ?? 'left'),
  ]);

const between = (at: number): readonly Segment[] => (at === 0 ? [] : [{ text: gap, tone: 'plain' }]);

const gap = '  ';
