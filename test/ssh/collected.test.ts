import { expect, it } from 'vitest';
import { Unavailable } from '../../src/errors.js';
import { CollectedComplaints, CollectedOutput, keptOfComplaints, mostOutput } from '../../src/ssh/collected.js';

it('output comes together as it was', () => {
  const output = new CollectedOutput('x');
  const bytes = Buffer.from('é🐇');
  for (const byte of bytes) output.take(Buffer.from([byte]));
  expect(output.text).toBe('é🐇');
});

it('output without end is none', () => {
  const output = new CollectedOutput('rabbitmqctl eval on mq1');
  const chunk = Buffer.alloc(mostOutput / 4);
  for (let part = 0; part < 4; part += 1) output.take(chunk);
  expect(() => output.take(Buffer.from('x'))).toThrow(Unavailable);
  expect(() => output.take(Buffer.from('x'))).toThrow('rabbitmqctl eval on mq1 printed more than 256 MiB');
});

it('complaints are kept whole where they are few', () => {
  const complaints = new CollectedComplaints();
  const text = 'abc'.repeat(keptOfComplaints / 2);
  for (let at = 0; at < text.length; at += 1000) complaints.take(Buffer.from(text.slice(at, at + 1000)));
  expect(complaints.text).toBe(text);
});

it('of many complaints the first and the last are kept, and what is left out is counted', () => {
  const complaints = new CollectedComplaints();
  const lines = Array.from({ length: 50_000 }, (_, number) => `line ${number}\n`);
  for (const line of lines) complaints.take(Buffer.from(line));
  const [first = '', gap = '', last = ''] = complaints.text.split(/\n(… \d+ bytes left out …)\n/);
  const all = lines.join('');
  expect(all.startsWith(first)).toBe(true);
  expect(all.endsWith(last)).toBe(true);
  expect(first).toHaveLength(keptOfComplaints);
  expect(last.length).toBeGreaterThanOrEqual(keptOfComplaints);
  expect(last.length).toBeLessThan(2 * keptOfComplaints);
  expect(Number(/\d+/.exec(gap))).toBe(all.length - first.length - last.length);
});
