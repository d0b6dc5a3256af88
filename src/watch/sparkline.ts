const steps = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * The last values as bars, the newest to the right; exactly so many columns. The scale is from zero to the largest of
 * them, or to `top`. What is not known is a blank.
 */
export function sparkline(values: readonly (number | null)[], width: number, top?: number): string {
  if (width <= 0) return '';
  const shown = values.slice(-width);
  const highest = top ?? shown.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  const bars = shown.map((value) => {
    if (value === null) return ' ';
    const step = highest <= 0 ? 0 : Math.ceil((value / highest) * steps.length) - 1;
    return steps[Math.min(steps.length - 1, Math.max(0, step))];
  });
  return bars.join('').padStart(width);
}
