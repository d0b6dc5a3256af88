import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Lab } from '../lab/lab.js';
import { formatterOf } from './compare.js';
import type { Row } from './row.js';
import { nameOf } from './row-name.js';

/** What a row showed on one suite when it was recorded last. Rows that failed are not there. */
export interface RecordedRow {
  /** What the tool printed and left behind, as far as it is compared; names of hosts and the version apart. */
  readonly tool: string;
  /** As ours calls it: `plugins list`. */
  readonly command: string;
  /** `text` where none was asked for. */
  readonly formatter: string;
  readonly outcome: 'equal' | 'documented difference' | 'exit code' | "the node's own tool";
}

export interface Recorded {
  /** RabbitMQ's. */
  readonly version: string;
  /** By heading of the file and name of the row. */
  readonly rows: Readonly<Record<string, RecordedRow>>;
}

/** What the last `RABBITCTL_PARITY_RECORD=1 npm run test:parity` saw on a suite. */
export function recorded(suite: string): Recorded {
  const file = fileOf(suite);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { version: '', rows: {} };
}

/**
 * Whether a row shows little there that none of the other suites did: the tool answers as on one of them, or it is the tool
 * on both sides, whose words and arguments travel the same way on every version.
 */
export function answersAlike(suite: string, others: readonly string[]): (key: string) => boolean {
  const there = recorded(suite).rows;
  const known = others.map((other) => recorded(other).rows);
  return (key) => {
    const row = there[key];
    if (row === undefined) return false;
    const seen = known.flatMap((rows) => rows[key] ?? []);
    return seen.some(({ tool, outcome }) => row.tool === tool || (isOwnTool(row.outcome) && isOwnTool(outcome)));
  };
}

const isOwnTool = (outcome: RecordedRow['outcome']): boolean => outcome === "the node's own tool";

/** Keys of rows in their order; rows of one name are counted. */
export function keysOf(title: string, rows: readonly Row[]): ReadonlyMap<Row, string> {
  const seen = new Map<string, number>();
  return new Map(
    rows.map((row) => {
      const name = `${title}: ${nameOf(row)}`;
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      return [row, times === 1 ? name : `${name} (${times})`];
    }),
  );
}

/** Replaces what was recorded of these rows, or of all with that heading. */
export function record(
  suite: string,
  version: string,
  title: string,
  isWhole: boolean,
  rows: Readonly<Record<string, RecordedRow>>,
): void {
  const others = Object.entries(recorded(suite).rows).filter(
    ([key]) => !Object.hasOwn(rows, key) && !(isWhole && key.startsWith(`${title}: `)),
  );
  const sorted = [...others, ...Object.entries(rows)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  mkdirSync(fileURLToPath(new URL('recorded', import.meta.url)), { recursive: true });
  writeFileSync(fileOf(suite), `${JSON.stringify({ version, rows: Object.fromEntries(sorted) }, null, 1)}\n`);
}

export function recordedRow(
  row: Row,
  { hosts, version }: Lab,
  tool: { printed: string; effect: string },
  outcome: RecordedRow['outcome'],
): RecordedRow {
  const command = [...(row.topic === undefined ? [] : [row.topic]), commandOf(row.argv)].join(' ');
  const said = `${tool.printed}\n\n${tool.effect}`
    .replaceAll(version, 'VERSION')
    // The broker draws these names anew each time.
    .replaceAll(/amq\.gen-[\w-]{22}/g, 'amq.gen-NAME');
  const anywhere = hosts.reduce((text, { name }, index) => text.replaceAll(name, `HOST${index + 1}`), said);
  const hash = createHash('sha256').update(anywhere).digest('base64url').slice(0, 12);
  return { tool: hash, command, formatter: formatterOf(row.argv) || 'text', outcome };
}

/** The first word that is a command of ours: global options may stand before it. */
const commandOf = (argv: readonly string[]): string => argv.find((word) => commands.has(word)) ?? '';

const commands = new Set(
  readdirSync(fileURLToPath(new URL('../../src/commands', import.meta.url)), { recursive: true, encoding: 'utf8' }).map(
    (file) => basename(file, '.ts'),
  ),
);

const fileOf = (suite: string): string => fileURLToPath(new URL(`recorded/${suite}.json`, import.meta.url));
