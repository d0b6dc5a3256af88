import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareVersions } from '../../src/cluster/capabilities.js';
import type { Lab } from '../lab/lab.js';
import { Bench, type Outcome } from './bench.js';
import { differences } from './differences.js';
import type { Row } from './row.js';
import { paritySuites, type Suite } from './suites.js';

export interface RowsOptions {
  /** Prepares the hosts of one suite; what it returns is called at the end. */
  readonly prepare?: (lab: Lab) => Promise<() => Promise<void>>;
}

/** Rows that change nothing come first and run several at a time; the others one after another, in their order. */
export interface RowGroups {
  readonly reads?: readonly Row[];
  readonly writes?: readonly Row[];
  /** The same on 4.0.5 alone, unless all is asked for (`npm run test:parity`). */
  readonly onTrixie?: Pick<RowGroups, 'reads' | 'writes'>;
  /** Only when all is asked for. */
  readonly onlyInAll?: Pick<RowGroups, 'reads' | 'writes'>;
}

/** One test a row and suite. The suites run at the same time; each test only waits for its own row. */
export function describeRows(title: string, groups: RowGroups, options: RowsOptions = {}): void {
  const runs = paritySuites().map((suite) => new SuiteRun(suite, groups, options));
  beforeAll(() => {
    for (const run of runs) run.start();
  });
  afterAll(() => Promise.all(runs.map((run) => run.end())));
  // A suite may have no row of these.
  for (const run of runs.filter(({ rows }) => rows.length > 0)) {
    const { name, lab, reason } = run.suite;
    const heading = lab ? `${title} (${name}, ${lab.version})` : `${title} (${name}): skipped, this machine ${reason}`;
    describe.skipIf(!lab)(heading, () => {
      for (const row of run.rows) test(nameOf(row), async () => check(row, lab?.version ?? '', await run.outcome(row)));
    });
  }
}

/** All rows of one suite, on their way. */
class SuiteRun {
  readonly suite: Suite;
  readonly rows: readonly Row[];
  readonly #reads: readonly Row[];
  readonly #writes: readonly Row[];
  readonly #options: RowsOptions;
  readonly #outcomes = new Map<Row, Promise<Outcome>>();
  #finished: Promise<unknown> = Promise.resolve();

  constructor(
    suite: Suite,
    { reads = [], writes = [], onTrixie = {}, onlyInAll = {} }: RowGroups,
    options: RowsOptions,
  ) {
    this.suite = suite;
    this.#options = options;
    const all = process.env.RABBITCTL_PARITY_ALL === '1';
    const more = suite.name === 'trixie' || all ? onTrixie : {};
    const rest = all ? onlyInAll : {};
    const applying = (rows: readonly Row[]) => rows.filter((row) => applies(row, suite.lab?.version));
    this.#reads = applying([...reads, ...(more.reads ?? []), ...(rest.reads ?? [])]);
    this.#writes = applying([...writes, ...(more.writes ?? []), ...(rest.writes ?? [])]);
    this.rows = [...this.#reads, ...this.#writes];
  }

  start(): void {
    const { lab } = this.suite;
    if (lab === undefined || this.rows.length === 0) return;
    const bench = new Bench(lab);
    const prepared = this.#options.prepare?.(lab) ?? Promise.resolve(async () => {});
    this.#queue(this.#reads, prepared, 3, (row) => bench.read(row));
    const readsDone = Promise.allSettled([prepared, ...this.#outcomes.values()]).then(() => prepared);
    this.#queue(this.#writes, readsDone, 1, (row) => bench.write(row));
    this.#finished = Promise.allSettled(this.#outcomes.values())
      .then(() => bench.end())
      .then(() => prepared)
      .then((end) => end());
    this.#finished.catch(() => {});
  }

  outcome(row: Row): Promise<Outcome> {
    return this.#outcomes.get(row) ?? Promise.reject(new Error('this row was not run'));
  }

  async end(): Promise<void> {
    await this.#finished;
  }

  /** Each row waits for the one that is `wide` places before it. */
  #queue(rows: readonly Row[], first: Promise<unknown>, wide: number, run: (row: Row) => Promise<Outcome>): void {
    const lanes: Promise<unknown>[] = Array.from({ length: wide }, () => first);
    rows.forEach((row, index) => {
      const before = lanes[index % wide] ?? first;
      // A row that failed does not stop the next one; hosts that could not be prepared do.
      const outcome = before.catch(() => first).then(() => run(row));
      outcome.catch(() => {});
      this.#outcomes.set(row, outcome);
      lanes[index % wide] = outcome;
    });
  }
}

function check(row: Row, version: string, { tool, ours }: Outcome): void {
  const meant = differences.find(
    ({ rows, versions }) => versions.includes(version) && rows.some((argv) => String(argv) === String(row.argv)),
  );
  const said = `\ntool: ${tool.answer.stderr}\nours: ${ours.answer.stderr}`;
  if (meant === undefined) expect(ours.printed, said).toBe(tool.printed);
  else {
    expect(ours.printed, 'listed in differences.ts, but equal').not.toBe(tool.printed);
    expect(ours.answer.code, said).toBe(meant.oursCode);
  }
  if (row.code !== undefined) expect(tool.answer.code, said).toBe(row.code);
  // Else the tool might be compared with itself.
  const asked = /^Asking the node's own /m.test(ours.answer.stderr);
  expect(asked, `answered by the node's own tool: ${ours.answer.stderr}`).toBe(asksTool(row, version));
  if (meant?.effectToo !== true) expect(ours.effect, `what is left behind${said}`).toBe(tool.effect);
}

function asksTool({ asksTool: asks }: Row, version: string): boolean {
  return typeof asks === 'string' ? compareVersions(version, asks) < 0 : asks === true;
}

const nameOf = (row: Row): string =>
  row.name ??
  [
    row.tool ?? 'rabbitmqctl',
    ...row.argv.map((word) => (/^[\w@:.,/=-]+$/.test(word) ? word : JSON.stringify(word))),
  ].join(' ');

function applies({ since, until }: Row, version: string | undefined): boolean {
  if (version === undefined) return true;
  return (
    (since === undefined || compareVersions(version, since) >= 0) &&
    (until === undefined || compareVersions(version, until) < 0)
  );
}
