import { expect, test, vi } from 'vitest';
import { linesTo, memory } from '../../src/format/node-outlets.js';

const target = () => memory({ gone: new Promise(() => {}) });

test('lines are whole however they come, the last one completed', async () => {
  const seen = target();
  const lines = linesTo(seen, 'a: ');
  for (const chunk of ['on', '', 'e\n', Buffer.from('two\nth'), 'ree\n\nfo', 'u', 'r']) await lines.write(chunk);
  expect(seen.text()).toBe('a: one\na: two\na: three\na: \n');
  await lines.end();
  expect(seen.text()).toBe('a: one\na: two\na: three\na: \na: four\n');
});

test('a chunk that its writer uses again is not changed', async () => {
  const seen = target();
  const lines = linesTo(seen, '');
  const chunk = Buffer.from('abc');
  await lines.write(chunk);
  chunk.write('xyz');
  await lines.write('\n');
  expect(seen.text()).toBe('abc\n');
});

test('a long line is put together once, not at every piece of it', async () => {
  const seen = target();
  const lines = linesTo(seen, 'a: ');
  const concat = vi.spyOn(Buffer, 'concat');
  const chunk = Buffer.alloc(1024, 'x');
  for (let count = 0; count < 2000; count++) await lines.write(chunk);
  await lines.write('\n');
  const copied = concat.mock.results.reduce((sum, { value }) => sum + (value as Buffer).length, 0);
  concat.mockRestore();
  expect(copied).toBeLessThan(3 * 2000 * 1024);
  expect(seen.text()).toHaveLength(2000 * 1024 + 4);
});
