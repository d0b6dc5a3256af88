import { UsageError } from '../errors.js';
import { type Flag, option, ours } from './input.js';

/** A span of time, in ms: `90`, which is seconds, `500ms`, `90s`, `15m`, `1h`, `7d`. */
export function duration<T extends number | undefined>(description: string, missing: T): Flag<number | T> {
  return ours({
    ...option(description),
    parse: (word: string, name: string): number | T => {
      const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(word) ?? [];
      const ms = Number(number) * (units[unit] ?? 0);
      if (number !== undefined && ms > 0) return ms;
      throw new UsageError(`--${name} takes a span of time such as 90, 90s, 15m or 1h, not "${word}"`);
    },
    missing,
  });
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
