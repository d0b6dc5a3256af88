import { expect, test } from 'vitest';
import { keysIn, pressed } from '../../src/watch/keys.js';
import { firstView, type View } from '../../src/watch/screen-state.js';

const reach = { furthest: { queues: 30, nodes: 0, events: 3 }, page: 10 };
const after = (keys: string, view: View = firstView): View =>
  keysIn(keys).reduce<View>((seen, key) => {
    const effect = pressed(key, seen, reach);
    return typeof effect === 'string' ? seen : effect;
  }, view);

test('keys that come in one piece are told apart', () => {
  expect(keysIn('q\x1b[A\x1bOB\x1b[5~é\x1b[1;5C?')).toEqual([
    'q',
    '\x1b[A',
    '\x1bOB',
    '\x1b[5~',
    'é',
    '\x1b[1;5C',
    '?',
  ]);
});

test('arrows and pages stay in the list', () => {
  expect(after('\x1b[B\x1b[B').scroll.queues).toBe(2);
  expect(after('\x1b[6~\x1b[6~\x1b[6~\x1b[6~').scroll.queues).toBe(30);
  expect(after('\x1b[F\x1b[A').scroll.queues).toBe(29);
  expect(after('\x1b[F\x1b[H').scroll.queues).toBe(0);
  expect(after('\x1b[A').scroll.queues).toBe(0);
});

test('tab goes round, shift and tab the other way', () => {
  expect(after('\t').focus).toBe('nodes');
  expect(after('\t\t\x1b[B').scroll).toEqual({ queues: 0, nodes: 0, events: 1 });
  expect(after('\t\t\t').focus).toBe('queues');
  expect(after('\x1b[Z').focus).toBe('events');
});

test('help goes with any key, which then does nothing else', () => {
  expect(after('?').help).toBe(true);
  expect(after('?\t')).toEqual(firstView);
});

test('wishes', () => {
  const wish = (key: string) => pressed(key, firstView, reach);
  expect(['q', '\x03', '\x0c', 's', '\x1b[C', '\x1b[D'].map(wish)).toEqual([
    'quit',
    'interrupt',
    'redraw',
    'sort',
    'sort',
    'sort-back',
  ]);
  expect(after(' ').paused).toBe(true);
  expect(after('\x00x')).toEqual(firstView);
});
