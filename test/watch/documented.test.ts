import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { record } from './records.js';

const text = readFileSync(join(import.meta.dirname, '../../docs/watch.md'), 'utf8');

test('docs/watch.md names every key of a record', () => {
  const one = record();
  const { nodes, totals, rates, queues } = one;
  const objects = [
    one,
    nodes[0],
    nodes[0]?.http,
    nodes[0]?.memory,
    nodes[0]?.disk,
    totals,
    rates,
    queues,
    queues?.longest[0],
  ];
  const keys = [...new Set(objects.flatMap((object) => Object.keys(object ?? {})))];
  expect(keys.length).toBeGreaterThan(50);
  expect(keys.filter((key) => !new RegExp(`\`${key}(\\[\\])?\``).test(text))).toEqual([]);
});

test('and every kind of event', () => {
  const source = readFileSync(join(import.meta.dirname, '../../src/watch/record.ts'), 'utf8');
  const kinds = [...(source.split('export type EventKind =')[1]?.split(';')[0] ?? '').matchAll(/'(\w+)'/g)].map(
    ([, kind]) => kind,
  );
  expect(kinds).toHaveLength(16);
  expect(kinds.filter((kind) => !text.includes(`\`${kind}\``))).toEqual([]);
});
