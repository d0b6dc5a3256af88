import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WatchRecord } from '../../src/watch/record.js';
import { ReportWriter } from '../../src/watch/report/report-writer.js';
import { Slots } from '../../src/watch/report/slots.js';
import { nodeRecord, noon, queueRecord, record } from './records.js';

async function pageOf(records: readonly WatchRecord[]): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'rabbitctl-report-')), 'out.html');
  const writer = new ReportWriter(path);
  for (const one of records) writer.add(one);
  expect(await writer.write()).toBe(true);
  return readFileSync(path, 'utf8');
}

const hour = Array.from({ length: 1800 }, (_, at) => record(at * 2));

test('an hour becomes one page that needs nothing else', async () => {
  const page = await pageOf(hour);
  const text = page.replaceAll(/<svg.*?<\/svg>/gs, '');
  expect(text).toContain(
    '2026-11-30 12:00:00 to 2026-11-30 12:59:58 UTC, 1800 records. Each point is the worst that was seen in 8 s.',
  );
  expect(page.match(/<svg /g)).toHaveLength(10);
  expect(page).not.toMatch(/(?:src|href)=|url\(|@import|<script|https?:/);
  expect(page).toContain("default-src 'none'");
  expect(page.length).toBeLessThan(400_000);
  expect(page).not.toMatch(/NaN|undefined|Infinity|null/);
});

test('names that others chose are text', async () => {
  const evil = '<img src=x onerror=alert(1)>"\'&\u202e';
  const page = await pageOf([
    record(0, {
      cluster: evil,
      nodes: [nodeRecord(evil, { version: evil })],
      queues: { time: '', count: 1, sorted_by: 'messages', longest: [queueRecord(evil, 5, { vhost: evil })] },
      events: [{ time: record().time, kind: 'down', node: evil, message: `${evil} is down` }],
    }),
  ]);
  expect(page).not.toContain('<img');
  expect(page).not.toContain('\u202e');
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;\\u{202e} in &lt;img');
  expect(page).toContain('<tr class="bad"><td>2026-11-30 12:00:00</td><td>&lt;img');
});

test('charts of what is not known are left out; gaps stay gaps', async () => {
  const nothing = record(2, { answered_by: null, statistics_time: null, queues: null, problem: 'connection refused' });
  const empty = Object.fromEntries(Object.keys(nothing.rates).map((name) => [name, null])) as WatchRecord['rates'];
  expect(await pageOf([{ ...nothing, rates: empty }])).not.toContain('Messages a second');
  const page = await pageOf([record(0), { ...nothing, rates: empty }, record(4)]);
  expect(page).toMatch(/<path class="line c0" d="M64 [\d.]+h0\.1M712 [\d.]+h0\.1"\/>/);
});

test('nothing was seen: no page', async () => {
  expect(await new ReportWriter('/dev/null/x').write()).toBe(false);
});

test('slots: however long it lasts there are at most 600, and the worst of each stays', () => {
  const slots = new Slots(noon, 1000);
  for (let at = 0; at < 10_000; at++) {
    slots.add('most', noon + at * 1000, at === 5000 ? 99 : 1);
    slots.add('least', noon + at * 1000, at === 5000 ? 0 : 7, 'smallest');
  }
  expect([slots.count, slots.width]).toEqual([313, 32_000]);
  expect([slots.peak('most'), Math.min(...slots.of('least').map(Number))]).toEqual([99, 0]);
  expect(slots.of('most').filter((value) => value === 99)).toHaveLength(1);
  expect(slots.of('nobody')).toEqual(Array(313).fill(null));
});
