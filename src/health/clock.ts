import { CliError, Interrupted } from '../errors.js';
import { type ClockOffset, clockOffset } from '../ssh/clock-offset.js';
import type { Asked, NodeAnswers } from './ask-nodes.js';
import { type Finding, type NotChecked, type Outcome, outcome } from './finding.js';
import { inGroups, judge, passed } from './judge.js';

/** Clocks that go differently, over SSH: HTTP does not tell the time. */
export async function clock({ nodes, limits, apiOnly }: Asked): Promise<Outcome> {
  if (limits.clock.warning === undefined) return outcome([]);
  if (apiOnly) return outcome([], [{ check: 'clock', reason: 'it is read over SSH, which --api-only forbids' }]);
  const read = await Promise.all(nodes.map(offsetOf));
  const offsets = read.flatMap((one) => ('offset' in one ? [one] : []));
  const notChecked = read.flatMap((one) => ('reason' in one ? [one] : []));
  const middle = middleOf(offsets.map(({ offset }) => offset));
  const found = offsets.flatMap(({ node, offset, within }): readonly Finding[] => {
    // What the line may have added is no skew.
    const apart = Math.max(0, Math.abs(offset - middle) - within);
    const level = judge('clock', apart, limits);
    if (level === 'ok') return [];
    const way = offset > middle ? 'ahead of' : 'behind';
    return [
      {
        ...{ check: 'clock', level, node, value: Math.round(apart * 10) / 10 },
        message: `its clock is ${inGroups(apart)} s ${way} that of the others (${passed('clock', level, limits)})`,
        advice: 'Let NTP set it (timedatectl, chronyc tracking): certificates, tokens and logs go by it.',
      },
    ];
  });
  return outcome(found, notChecked);
}

async function offsetOf({ name, node }: NodeAnswers): Promise<(ClockOffset & { readonly node: string }) | NotChecked> {
  try {
    return { node: name, ...(await clockOffset(node.host)) };
  } catch (error) {
    if (!(error instanceof CliError) || error instanceof Interrupted) throw error;
    return { check: 'clock', node: name, reason: error.message };
  }
}

/** One of the values, so that of two nodes one is measured by the other. */
function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
