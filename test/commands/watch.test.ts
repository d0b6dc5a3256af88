import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import watch from '../../src/commands/watch.js';
import { CliError, Interrupted, UsageError } from '../../src/errors.js';
import { run } from '../cli/world.js';
import { fakeCluster, fakeNode } from '../watch/clusters.js';
import { record } from '../watch/records.js';

const name = 'rabbit@mq1';
const directory = mkdtempSync(join(tmpdir(), 'rabbitctl-watch-'));
const night = join(directory, 'night.ndjson');
writeFileSync(night, [0, 2, 4].map((after) => `${JSON.stringify(record(after))}\n`).join(''));

interface Events {
  typed(text: string): void;
  resized(): void;
}

/** What is printed, what is drawn, and how it ends. `keys` are typed one after the other, one a picture. */
async function watched(
  flags: object,
  { keys = [] as readonly string[], terminal = false, signal = new AbortController().signal } = {},
) {
  const drawn: string[] = [];
  const notes: string[] = [];
  let closed = 0;
  const left = [...keys];
  const context = {
    flags: {
      interval: 200,
      for: undefined,
      record: undefined,
      replay: undefined,
      speed: undefined,
      report: undefined,
      ...flags,
    },
    ...{ cluster: fakeCluster([fakeNode(name, [name])]), face: 'text', colour: true, signal },
    note: (line: string) => notes.push(line),
    fullScreen: async (events: Events) =>
      terminal
        ? {
            ...{ keyboard: true, columns: () => 80, rows: () => 24, close: () => closed++ },
            write: async (text: string) => {
              drawn.push(text);
              const key = left.shift();
              if (key !== undefined) setTimeout(() => events.typed(key));
            },
          }
        : undefined,
  };
  const result = await watch.definition.run(context as never);
  if (result?.kind !== 'passed') throw new Error('it prints by itself');
  let stdout = '';
  let code: number | CliError;
  try {
    code = await result.start((_, chunk) => {
      stdout += Buffer.from(chunk).toString();
    });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    code = error;
  }
  return { stdout, drawn, notes, code, closed };
}

test('in a pipe a line of JSON an interval', async () => {
  const { stdout, code, drawn } = await watched({ for: 500 });
  const records = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect({ code, drawn }).toEqual({ code: 0, drawn: [] });
  expect(records.length).toBeGreaterThanOrEqual(2);
  expect(records[0]).toMatchObject({
    version: 1,
    cluster: 'lab',
    interval: 0.2,
    answered_by: name,
    rates: { publish: 12.5 },
  });
});

test('on a terminal it is drawn until q, and the terminal is given back', async () => {
  const { stdout, drawn, code, closed } = await watched({}, { terminal: true, keys: ['?', '?', 's', '\t', 'q'] });
  expect({ stdout, code, closed }).toEqual({ stdout: '', code: 0, closed: 1 });
  expect(drawn[0]).toMatch(/^\x1b\[0m\x1b\[2J\x1b\[1;1H\x1b\[0;1mlab/);
  expect(drawn.join('')).toContain('this help, and back');
});

test('Ctrl-C there ends with 130; so does a signal, and what was seen is kept', async () => {
  const { code, closed } = await watched({}, { terminal: true, keys: ['\x03'] });
  expect(code).toBeInstanceOf(Interrupted);
  expect(closed).toBe(1);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 300);
  const [file, report] = [join(directory, 'one.ndjson'), join(directory, 'one.html')];
  const interrupted = await watched({ record: file, report }, { signal: controller.signal });
  expect(interrupted.code).toBeInstanceOf(Interrupted);
  expect(interrupted.notes).toEqual([`The report is in ${report}`]);
  expect(readFileSync(file, 'utf8')).toBe(interrupted.stdout);
  expect(readFileSync(report, 'utf8')).toContain('<h1>lab</h1>');
});

test('a recording is played: in a pipe as it was written, on a terminal until somebody has seen it', async () => {
  const piped = await watched({ replay: night, speed: 0 });
  expect({ code: piped.code, stdout: piped.stdout }).toEqual({ code: 0, stdout: readFileSync(night, 'utf8') });
  const { drawn, code } = await watched({ replay: night, speed: 0 }, { terminal: true, keys: ['', '', '', 'q'] });
  expect(code).toBe(0);
  expect(drawn.join('')).toContain('ended');
});

test('a page is made of a recording at once, and nothing else is printed', async () => {
  const report = join(directory, 'night.html');
  const { stdout, drawn, notes } = await watched({ replay: night, report }, { terminal: true });
  expect({ stdout, drawn, notes }).toEqual({ stdout: '', drawn: [], notes: [`The report is in ${report}`] });
  expect(readFileSync(report, 'utf8')).toContain('3 records');
});

test('a page never takes the place of a recording, not by another path either', async () => {
  const kept = join(directory, 'kept.ndjson');
  const link = join(directory, 'link.html');
  writeFileSync(kept, readFileSync(night));
  symlinkSync(kept, link);
  for (const flags of [{ record: kept }, { replay: kept }]) {
    const { code } = await watched({ ...flags, report: link, for: 'record' in flags ? 300 : undefined });
    expect(code).toBeInstanceOf(UsageError);
  }
  expect(readFileSync(kept, 'utf8')).toBe(readFileSync(night, 'utf8'));
  const dangling = join(directory, 'dangling.html');
  symlinkSync(join(directory, 'new.ndjson'), dangling);
  expect((await watched({ record: join(directory, 'new.ndjson'), report: dangling, for: 300 })).code).toBeInstanceOf(
    UsageError,
  );
});

test.each([
  [['--replay', 'x', '--record', 'y'], /--replay plays a recording/],
  [['--replay', 'x', '--for', '1h'], /--for is of a live cluster/],
  [['--speed', '2'], /--speed is of --replay/],
  [['--replay', 'x', '--report', 'x'], /would write over the file of --replay/],
  [['--record', './x', '--report', 'x'], /would write over the file of --record/],
  [['--interval', '1ms'], /more often/],
  [['--interval', 'soon'], /a span of time such as 90, 90s/],
  [['--for', '0'], /a span of time/],
  [['--replay', 'x', '--speed', '-1'], /--speed/],
])('what does not go together is refused: %j', async (words, message) => {
  const { code, stderr } = await run(['watch', ...words]);
  expect({ code, stderr }).toEqual({ code: new UsageError('').exitCode, stderr: expect.stringMatching(message) });
});
