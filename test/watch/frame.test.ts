import { expect, test } from 'vitest';
import { Frame } from '../../src/watch/frame.js';
import { type Size, screenLines } from '../../src/watch/screen-lines.js';
import { type Line, segment } from '../../src/watch/segments.js';
import { queueRecord, record, stateOf } from './records.js';
import { Grid } from './screen.js';

const size: Size = { columns: 20, rows: 3 };
const lines = (...texts: readonly string[]): readonly Line[] => texts.map((text) => [segment(text)]);

test('only what differs is sent', () => {
  const frame = new Frame(false);
  expect(frame.update(lines('one 1', 'two', 'three'), size)).toBe(
    '\x1b[0m\x1b[2J\x1b[1;1Hone 1\x1b[2;1Htwo\x1b[3;1Hthree',
  );
  expect(frame.update(lines('one 1', 'two', 'three'), size)).toBe('');
  expect(frame.update(lines('one 2', 'two', 'three'), size)).toBe('\x1b[1;5H2');
  expect(frame.update(lines('one', 'two', 'threefold'), size)).toBe('\x1b[1;4H\x1b[K\x1b[3;6Hfold');
  expect(frame.update(lines('one', 'two', 'threefold'), { columns: 21, rows: 3 })).toMatch(/^\x1b\[0m\x1b\[2J/);
});

test('colours only where they are wanted; bold and reverse are none', () => {
  const tones: readonly Line[] = [[segment('a', 'bad'), segment('b', 'title'), segment('c', 'chosen')]];
  expect(new Frame(true).update(tones, size)).toContain('\x1b[0;31ma\x1b[0;1mb\x1b[0;7mc\x1b[0m');
  expect(new Frame(false).update(tones, size)).toContain('\x1b[0ma\x1b[0;1mb\x1b[0;7mc\x1b[0m');
});

test('whatever comes after whatever: the screen is as if it were drawn anew', () => {
  const random = seeded(7);
  const names = ['注文キュー', 'orders', 'e\u0301le\u0300ve', 'a注b文c', 'x'.repeat(70), '   ', 'キ', 'ab'];
  const at = { columns: 80, rows: 24 };
  const frame = new Frame(true);
  const grid = new Grid(80, 24);
  for (let step = 0; step < 60; step++) {
    const longest = names.filter(() => random() < 0.6).map((name) => queueRecord(name, Math.floor(random() * 1e6)));
    const { queues } = record();
    const one = record(step, { queues: queues && { ...queues, longest }, problem: null });
    const shown = screenLines(stateOf([one]), at);
    grid.write(frame.update(shown, at));
    const anew = new Grid(80, 24);
    anew.write(new Frame(true).update(shown, at));
    expect(grid.text).toEqual(anew.text);
  }
});

/** The same numbers each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
