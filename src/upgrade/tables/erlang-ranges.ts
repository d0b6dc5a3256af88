import { compareVersions } from '../../cluster/capabilities.js';

/** Inclusive; `27` means every 27.x. */
export interface ErlangRange {
  readonly from: string;
  readonly to: string;
}

/** First and last RabbitMQ version of a row, and the Erlang that it supports; later patches of a series are as its last. Source: RabbitMQ's guide which-erlang. */
const rows: readonly (readonly [string, string, string, string])[] = [
  ['3.8.0', '3.8.3', '21.3', '22'],
  ['3.8.4', '3.8.8', '21.3', '23'],
  ['3.8.9', '3.8.15', '22.3', '23'],
  ['3.8.16', '3.8.28', '23.2', '24.2'],
  ['3.8.29', '3.8.35', '23.2', '24.3'],
  ['3.9.0', '3.9.14', '23.2', '24.2'],
  ['3.9.15', '3.9.21', '23.3', '24.3'],
  ['3.9.22', '3.9.27', '24.2', '24.3'],
  ['3.9.28', '3.9.29', '24.3.4.2', '25.2'],
  ['3.10.0', '3.10.4', '23.2', '24.3'],
  ['3.10.5', '3.10.7', '23.2', '25.2'],
  ['3.10.8', '3.10.13', '24.2', '25.2'],
  ['3.10.14', '3.10.18', '24.3', '25.2'],
  ['3.10.19', '3.10.25', '24.3.4.8', '25.3'],
  ['3.11.0', '3.11.99', '25.0', '25.3'],
  ['3.12.0', '3.12.4', '25.0', '26.0'],
  ['3.12.5', '3.12.9', '25.0', '26.1'],
  ['3.12.10', '3.12.99', '25.0', '26.2'],
  ['3.13.0', '3.13.99', '26.0', '26.2'],
  ['4.0.1', '4.0.3', '26.2', '26.2'],
  ['4.0.4', '4.0.99', '26.2', '27'],
  ['4.1.0', '4.1.99', '26.2', '27'],
  ['4.2.0', '4.2.8', '26.2', '27'],
  ['4.2.9', '4.2.99', '27', '27'],
  ['4.3.0', '4.3.2', '26.2', '27'],
  ['4.3.3', '4.3.99', '27', '27'],
];

/** The Erlang versions that a RabbitMQ version supports; undefined when the table does not know it. */
export function erlangRange(rabbitmq: string): ErlangRange | undefined {
  const row = rows.find(
    ([first, last]) => compareVersions(rabbitmq, first) >= 0 && compareVersions(rabbitmq, last) <= 0,
  );
  return row && { from: row[2], to: row[3] };
}

/** Undefined when the table does not know that RabbitMQ version. */
export function isErlangSupported(rabbitmq: string, erlang: string): boolean | undefined {
  const range = erlangRange(rabbitmq);
  if (range === undefined) return undefined;
  return compareNumbers(erlang, range.from) >= 0 && compareNumbers(prefix(erlang, range.to), range.to) <= 0;
}

/** As many numbers as the limit has: 26.2.5 is within 26.2. */
const prefix = (version: string, limit: string): string =>
  version.split('.').slice(0, limit.split('.').length).join('.');

/** Erlang's versions have up to five numbers. */
function compareNumbers(one: string, other: string): number {
  const [left, right] = [one, other].map((version) =>
    version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0),
  );
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
