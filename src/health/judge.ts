import { isWorse, type ThresholdName, thresholds } from '../cluster/health-thresholds.js';
import type { Level, Limits } from './finding.js';

/** How bad a value is. One that just reaches its threshold is not: 80 % of memory is still well with a threshold of 80. */
export function judge(name: ThresholdName, value: number | undefined, limits: Limits): Level {
  const { warning, critical } = limits[name];
  const passes = (limit: number | undefined) =>
    limit !== undefined && value !== undefined && isWorse(name, value, limit);
  if (passes(critical)) return 'critical';
  return passes(warning) ? 'warning' : 'ok';
}

/** `more than 80 %`: what the value has passed. */
export function passed(name: ThresholdName, level: Exclude<Level, 'ok'>, limits: Limits): string {
  const { worse, unit } = thresholds[name];
  const limit = limits[name][level] ?? 0;
  const after = unit === '' ? '' : unit === '/s' ? ' a second' : ` ${unit}`;
  return `${worse === 'more' ? 'more' : 'less'} than ${inGroups(limit)}${after}`;
}

/** `12,034`. */
export const inGroups = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 });
