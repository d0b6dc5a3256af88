import { escaped, utc } from './markup.js';

export interface ChartLine {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

export interface Chart {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  /** How values are written. */
  readonly unit: (value: number) => string;
  /** The scale ends here, or where the largest value needs it to. */
  readonly top?: number | undefined;
}

/** ms since 1970 of the first point, and ms between two points. */
export interface Span {
  readonly start: number;
  readonly width: number;
  readonly count: number;
}

const size = { width: 720, height: 200, left: 64, right: 8, top: 8, bottom: 22 };
const plot = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };

/** One chart as a figure with inline SVG; lines are told apart by colour and dash, and named below with their last and largest value. */
export function chartFigure({ title, lines, unit, top }: Chart, span: Span): string {
  const largest = lines.reduce((most, { values }) => Math.max(most, peakOf(values)), 0);
  const end = niceTop(Math.max(largest, top ?? 0));
  const drawn = lines.map(
    ({ values }, at) =>
      `<path class="line c${at % 8}${at >= 8 ? ' dashed' : ''}" d="${pathOf(values, end, span.count)}"/>`,
  );
  const legend = lines.map(({ label, values }, at) => {
    const last = values.findLast((value) => value !== null);
    const said = last === undefined || last === null ? 'not known' : `${unit(last)}, at most ${unit(peakOf(values))}`;
    return `<li><i class="c${at % 8}${at >= 8 ? ' dashed' : ''}"></i>${escaped(label)} <small>${escaped(said)}</small></li>`;
  });
  return `<figure><figcaption>${escaped(title)}</figcaption>
<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escaped(title)}">
${[0, 0.5, 1].map((share) => valueLine(end, share, unit)).join('\n')}
${[0, 0.25, 0.5, 0.75, 1].map((share) => timeMark(span, share)).join('\n')}
${drawn.join('\n')}
</svg>
<ul>${legend.join('')}</ul></figure>`;
}

/** A gap where nothing is known; a single point between two gaps is a dot. */
function pathOf(values: readonly (number | null)[], end: number, count: number): string {
  let pen = false;
  return values
    .map((value, at) => {
      if (value === null) {
        pen = false;
        return '';
      }
      // Of a level line the ends are enough.
      if (pen && value === values[at - 1] && value === values[at + 1]) return '';
      const place = `${x(count <= 1 ? 0 : at / (count - 1))} ${y(value / end)}`;
      const alone = !pen && (values[at + 1] ?? null) === null;
      const step = pen ? `L${place}` : `M${place}${alone ? 'h0.1' : ''}`;
      pen = true;
      return step;
    })
    .join('');
}

function valueLine(end: number, share: number, unit: (value: number) => string): string {
  const at = y(share);
  // Between 0 and 1 of what is counted there is nothing.
  const label = share === 0.5 && unit(end / 2) === unit(end) ? '' : unit(end * share);
  return `<path class="grid" d="M${size.left} ${at}H${size.width - size.right}"/><text x="${size.left - 6}" y="${at + 4}" text-anchor="end">${escaped(label)}</text>`;
}

function timeMark({ start, width, count }: Span, share: number): string {
  const time = utc(start + share * width * Math.max(0, count - 1));
  const anchor = share === 0 ? 'start' : share === 1 ? 'end' : 'middle';
  const long = width * count > 24 * 3_600_000;
  return `<text x="${x(share)}" y="${size.height - 6}" text-anchor="${anchor}">${long ? time.slice(5, 16) : time.slice(11)}</text>`;
}

const x = (share: number): number => round(size.left + share * plot.width);
const y = (share: number): number => round(size.top + (1 - Math.min(1, Math.max(0, share))) * plot.height);
const round = (value: number): number => Math.round(value * 10) / 10;
const peakOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);

/** 1, 2 or 5 times a power of ten. */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((times) => times * power).find((candidate) => candidate >= value * 0.9999) ?? value;
}
