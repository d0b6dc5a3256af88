import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareVersions } from '../../src/cluster/capabilities.js';
import type { Lab } from '../lab/lab.js';
import { reportToStderr } from '../lab/report.js';
import { Bench, type Outcome } from './bench.js';
import { differences } from './differences.js';
import { answersAlike, keysOf, type RecordedRow, record, recordedRow } from './recorded.js';
import type { Row } from './row.js';
import { nameOf } from './row-name.js';
import { type OpenLab, paritySuites, type Suite } from './suites.js';

declare module 'vitest' {
  export interface TaskMeta {
    /** What a row proved; the reporter counts them. */
    parity?: RecordedRow['outcome'] | 'failed';
    /** Which of the documented differences it showed. */
    difference?: number;
  }
}

const takesAll = process.env.RABBITCTL_PARITY_ALL === '1';
/** No two rows share a VM of the tool. */
const startsEach = process.env.RABBITCTL_PARITY_ALONE === '1';
/** Only rows whose names it matches: to see again what had failed. What is recorded of the others stays. */
const only = process.env.RABBITCTL_PARITY_ROWS;
/** What the tools answer is written to `recorded/`. */
const isRecording = process.env.RABBITCTL_PARITY_RECORD === '1';

export interface RowsOptions {
  /** No row changes what a tool that has been started before would not see. */
  readonly batched?: true;
  /** Suites for which hosts would have to be started for these rows alone: only when all is asked for. */
  readonly seldom?: readonly string[];
  /** Prepares the hosts of one suite; what it returns is called at the end. */
  readonly prepare?: (lab: Lab) => Promise<() => Promise<void>>;
}

/** Rows that change nothing come first and run several at a time; the others one after another, in their order. */
export interface RowGroups {
  readonly reads?: readonly Row[];
  readonly writes?: readonly Row[];
  /** Only when all is asked for (`npm run test:parity`). */
  readonly onlyInAll?: Pick<RowGroups, 'reads' | 'writes'>;
}

/**
 * One test a row and suite. The first suite runs beside the others, which follow one another; each test only waits for its
 * own row. 4.0.5 has all rows; on the other versions those run whose tool answers otherwise there, unless all is asked for.
 */
export function describeRows(title: string, groups: RowGroups, options: RowsOptions = {}): void {
  const suites = paritySuites().filter(({ name }) => takesAll || !options.seldom?.includes(name));
  const names = suites.map(({ name }) => name);
  // A suite may have no row of these.
  const runs = suites
    .map((suite, index) => new SuiteRun(title, suite, names.slice(0, index), groups, options))
    .filter(({ rows }) => rows.length > 0);
  beforeAll(() => {
    const [first, ...others] = runs;
    first?.start();
    others.reduce((before, run) => before.then(() => run.start()), Promise.resolve());
  });
  afterAll(() => Promise.all(runs.map((run) => run.end())));
  for (const run of runs) {
    const { name, version, reason } = run.suite;
    const heading = version ? `${title} (${name}, ${version})` : `${title} (${name}): skipped, this machine ${reason}`;
    describe.skipIf(!version)(heading, () => {
      for (const row of run.rows)
        test(nameOf(row), async ({ task, skip }) => {
          const lacking = await run.lacking;
          if (lacking) skip(lacking);
          task.meta.parity = 'failed';
          const { outcome, difference } = await run.check(row);
          task.meta.parity = outcome;
          if (difference !== undefined) task.meta.difference = difference;
        });
    });
  }
}

/** All rows of one suite, on their way. */
class SuiteRun {
  readonly #title: string;
  readonly suite: Suite;
  readonly rows: readonly Row[];
  readonly #reads: readonly Row[];
  readonly #writes: readonly Row[];
  readonly #options: RowsOptions;
  readonly #opened = promiseWithResolvers<OpenLab | undefined>();
  readonly #outcomes = new Map<Row, Promise<Outcome>>();
  readonly #keys: ReadonlyMap<Row, string>;
  readonly #passed: Record<string, RecordedRow> = {};
  #finished: Promise<unknown> = Promise.resolve();

  /** `earlier` are the suites that run as well: what one of them showed is not worth showing again. */
  constructor(title: string, suite: Suite, earlier: readonly string[], groups: RowGroups, options: RowsOptions) {
    const { reads = [], writes = [], onlyInAll } = groups;
    this.#title = title;
    this.suite = suite;
    this.#options = options;
    const more = takesAll ? onlyInAll : {};
    const alike = takesAll ? () => false : answersAlike(suite.name, earlier);
    const [allReads, allWrites] = [
      [...reads, ...(more?.reads ?? [])],
      [...writes, ...(more?.writes ?? [])],
    ].map((rows) => rows.filter((row) => applies(row, suite.version) && new RegExp(only ?? '').test(nameOf(row)))) as [
      Row[],
      Row[],
    ];
    this.#keys = keysOf(title, [...allReads, ...allWrites]);
    const worthwhile = (row: Row) => !alike(this.#keys.get(row) ?? '') && (takesAll || !isSeldom(row, suite.version));
    this.#reads = allReads.filter(worthwhile);
    this.#writes = allWrites.filter(worthwhile);
    this.rows = [...this.#reads, ...this.#writes];
  }

  /** Why no row can be compared, once that is known. */
  get lacking(): Promise<string | undefined> {
    const { name, version } = this.suite;
    return this.#opened.promise.then((opened) => {
      if (opened === undefined) return `Debian's mirror has no ${name}`;
      const has = opened.lab.version;
      return has === version ? undefined : `${name} has RabbitMQ ${has} now; what is recorded of it is ${version}`;
    });
  }

  /** Ends when all rows have run. */
  async start(): Promise<void> {
    const { suite } = this;
    if (suite.version === undefined) return;
    const hosts = this.rows.some(({ argv, host = 1 }) => host > 1 || /HOST[23]/.test(String(argv))) ? 3 : 1;
    try {
      const opened = await suite.open(hosts);
      this.#opened.resolve(opened);
      if (opened !== undefined && (await this.lacking) === undefined) await this.#run(opened.lab);
    } catch (error) {
      this.#opened.reject(error);
    }
  }

  #run(lab: Lab): Promise<unknown> {
    const bench = new Bench(lab, { batched: this.#options.batched === true && !startsEach });
    const prepared = this.#options.prepare?.(lab) ?? Promise.resolve(async () => {});
    this.#queue(this.#reads, prepared, 3, (row) => bench.read(row));
    const readsDone = Promise.allSettled([prepared, ...this.#outcomes.values()]).then(() => prepared);
    this.#queue(this.#writes, readsDone, 1, (row) => bench.write(row));
    this.#finished = Promise.allSettled(this.#outcomes.values())
      .then(() => {
        const { anew } = bench;
        if (anew > 0) reportToStderr(`  ${this.#title} (${lab.suite}): the tool was started anew for ${anew} rows`);
        return bench.end();
      })
      .then(() => prepared)
      .then((end) => end());
    return this.#finished.catch(() => {});
  }

  async check(row: Row): Promise<Shown> {
    const opened = await this.#opened.promise;
    if (opened === undefined) throw new Error('no hosts');
    const outcome = await (this.#outcomes.get(row) ?? Promise.reject(new Error('this row was not run')));
    const shown = check(row, opened.lab.version, outcome);
    this.#passed[this.#keys.get(row) ?? ''] = recordedRow(row, opened.lab, outcome.tool, shown.outcome);
    return shown;
  }

  async end(): Promise<void> {
    if (this.suite.version === undefined) return;
    const opened = await this.#opened.promise;
    try {
      await this.#finished;
    } finally {
      await opened?.end();
    }
    if (isRecording && opened !== undefined)
      record(opened.lab.suite, opened.lab.version, this.#title, takesAll && only === undefined, this.#passed);
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

interface Shown {
  readonly outcome: RecordedRow['outcome'];
  /** Its place in `differences`. */
  readonly difference?: number;
}

/** What was proven: throws where the two sides differ. */
function check(row: Row, version: string, { tool, ours }: Outcome): Shown {
  const onlyToolCrashes = tool.answer.code === 70 && ours.answer.code !== 70;
  const meant = differences.find(
    ({ rows, versions, crashesOn }) =>
      versions.includes(version) &&
      (rows.some((argv) => String(argv) === String(row.argv)) ||
        (onlyToolCrashes && crashesOn !== undefined && String(row.argv).includes(String(crashesOn)))),
  );
  const said = `\ntool: ${tool.answer.stderr}\nours: ${ours.answer.stderr}`;
  if (meant === undefined || meant.onlyEffect === true) expect(ours.printed, said).toBe(tool.printed);
  else expect(ours.printed, 'listed in differences.ts, but equal').not.toBe(tool.printed);
  if (meant !== undefined) expect(ours.answer.code, said).toBe(meant.oursCode);
  if (row.code !== undefined) expect(tool.answer.code, said).toBe(row.code);
  // Else the tool might be compared with itself.
  const asked = /^Asking the node's own /m.test(ours.answer.stderr);
  expect(asked, `answered by the node's own tool: ${ours.answer.stderr}`).toBe(asksTool(row, version));
  if (meant?.onlyEffect === true) expect(ours.effect, 'listed in differences.ts, but equal').not.toBe(tool.effect);
  else if (meant?.effectToo !== true) expect(ours.effect, `what is left behind${said}`).toBe(tool.effect);
  if (meant !== undefined) return { outcome: 'documented difference', difference: differences.indexOf(meant) };
  return { outcome: asked ? "the node's own tool" : (row.only ?? 'equal') };
}

function promiseWithResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}

function asksTool({ asksTool: asks }: Row, version: string): boolean {
  return typeof asks === 'string' ? compareVersions(version, asks) < 0 : asks === true;
}

function isSeldom({ seldom }: Row, version: string | undefined): boolean {
  if (typeof seldom === 'string') return version !== undefined && compareVersions(version, seldom) >= 0;
  return seldom === true;
}

function applies({ since, until }: Row, version: string | undefined): boolean {
  if (version === undefined) return true;
  return (
    (since === undefined || compareVersions(version, since) >= 0) &&
    (until === undefined || compareVersions(version, until) < 0)
  );
}
