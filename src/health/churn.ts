import { asRecord } from '../api/shapes.js';
import { type Asked, answering } from './ask-nodes.js';
import { type Finding, type Limits, type Outcome, outcome } from './finding.js';
import { inGroups, judge, passed } from './judge.js';

/** Clients that connect, or open channels, over and over. Each node's own rate of the last seconds. */
export const churn = async ({ nodes, limits }: Asked): Promise<Outcome> =>
  outcome(
    answering(nodes).flatMap(({ name, view }) => {
      const row = view.find((one) => one.name === name) ?? {};
      return [
        ...often('connection', name, rateOf(row.connection_created_details), limits),
        ...often('channel', name, rateOf(row.channel_created_details), limits),
      ];
    }),
  );

function often(
  what: 'connection' | 'channel',
  node: string,
  rate: number | undefined,
  limits: Limits,
): readonly Finding[] {
  const check = `${what}-churn` as const;
  const level = judge(check, rate, limits);
  if (level === 'ok' || rate === undefined) return [];
  return [
    {
      ...{ check, level, node, value: rate },
      message: `has ${inGroups(rate)} new ${what}s a second (${passed(check, level, limits)})`,
      advice: `Clients should keep their ${what}s open: rabbitctl list_${what}s, and the log, name those who do not.`,
    },
  ];
}

function rateOf(details: unknown): number | undefined {
  const { rate } = asRecord(details);
  return typeof rate === 'number' ? rate : undefined;
}
