import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DataError, Defect } from '../../src/errors.js';
import type { WatchRecord } from '../../src/watch/record.js';
import { Recording, recorded } from '../../src/watch/recording.js';
import { replay } from '../../src/watch/replay.js';
import { Slots } from '../../src/watch/report/slots.js';
import { QuickClock } from './clusters.js';
import { nodeRecord, queueRecord, record } from './records.js';

const file = (text = '') => {
  const path = join(mkdtempSync(join(tmpdir(), 'rabbitctl-watch-')), 'night.ndjson');
  writeFileSync(path, text);
  return path;
};
const all = async (records: AsyncIterable<WatchRecord>) => {
  const found: WatchRecord[] = [];
  for await (const one of records) found.push(one);
  return found;
};

test('what is recorded is what is played, and a second recording is appended', async () => {
  const path = file();
  for (const after of [0, 2]) {
    const recording = await Recording.open(path);
    await recording.add(record(after, { cluster: 'a\nb \u2028' }));
    await recording.close();
  }
  expect(await all(recorded(path))).toEqual([0, 2].map((after) => record(after, { cluster: 'a\nb \u2028' })));
});

test('a recorder that was killed left half a line: the rest is played', async () => {
  const path = file(`${JSON.stringify(record())}\n\n${JSON.stringify(record(2)).slice(0, 90)}`);
  expect(await all(recorded(path))).toEqual([record()]);
});

test.each([
  ['', /is empty/],
  ['{"version":1}\n{}\n', /line 1 of .* is no record/],
  [`${JSON.stringify(record())}\nnonsense\n${JSON.stringify(record())}\n`, /line 2 of .* is no record/],
  [`{"version":2,"time":"x","nodes":[]}\n`, /line 1/],
])('no recording: %j', async (text, message) => {
  await expect(all(recorded(file(text)))).rejects.toThrow(message);
  await expect(all(recorded(file(text)))).rejects.toBeInstanceOf(DataError);
});

const without = (key: string) => ({ ...record(2), [key]: undefined });

test.each<readonly [string, object]>([
  ['time', { ...record(2), time: 'x' }],
  ['interval', without('interval')],
  ['interval', { ...record(2), interval: 0 }],
  ...['totals', 'rates', 'events', 'alarms', 'queues', 'nodes'].map((key) => [key, without(key)] as const),
  ['rates.publish', { ...record(2), rates: { publish: '1' } }],
  ['nodes.memory', { ...record(2), nodes: [{ ...nodeRecord('rabbit@mq1'), memory: undefined }] }],
  [
    'queues.longest.messages',
    { ...record(2), queues: { ...record(2).queues, longest: [queueRecord('q', 'x' as never)] } },
  ],
  ['events.time', { ...record(2), events: [{ time: 'soon', kind: 'up', node: null, message: '' }] }],
])('a line with another %s is named, whatever would become of it', async (key, odd) => {
  const error = await all(recorded(file(`${JSON.stringify(record())}\n${JSON.stringify(odd)}\n`))).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DataError);
  expect(error).toMatchObject({
    message: expect.stringContaining('line 2 of'),
    hint: expect.stringContaining(`Its ${key} is`),
  });
});

test('a chart of what is no time ends', () => {
  expect(() => new Slots(Number.NaN, 1000)).toThrow(Defect);
  expect(() => new Slots(0, Number.NaN)).toThrow(Defect);
  expect(() => new Slots(0, 0)).toThrow(Defect);
  expect(() => new Slots(0, 1000).add('x', Number.NaN, 1)).toThrow(Defect);
});

test('a file that is not there', async () => {
  await expect(all(recorded('/dev/null/x'))).rejects.toThrow(/--replay: cannot read/);
  await expect(Recording.open('/dev/null/x')).rejects.toThrow(/--record: cannot write/);
});

test('it is played as fast as is asked; where nobody recorded nobody waits for hours', async () => {
  const path = file([0, 2, 4, 7200].map((after) => `${JSON.stringify(record(after))}\n`).join(''));
  const took = async (speed: number) => {
    const clock = new QuickClock();
    const from = clock.now();
    await all(replay({ file: path, speed, clock, signal: new AbortController().signal }));
    return clock.now() - from;
  };
  expect([await took(1), await took(2), await took(0)]).toEqual([14_000, 12_000, 0]);
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(5);
});
