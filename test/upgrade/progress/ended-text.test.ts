import { expect, it } from 'vitest';
import { type Ended, endedText } from '../../../src/upgrade/progress/ended-text.js';
import { commands } from './look.js';

type Told = Pick<Ended, 'outcome'> & { readonly [Key in 'reason' | 'node' | 'message']?: string };

function text(told: Told, nodes: Ended['nodes'] = {}): string {
  const stamp = { version: 1, time: '2026-11-25T12:00:00.000Z', run: 'r', event: 'ended' } as const;
  const ended = { ...stamp, message: 'because', nodes, seconds: 0, waited: 0, ...told };
  return endedText(ended, { commands, states: new Map() });
}

it.each([
  [{ outcome: 'done' }, 'Done: because'],
  [{ outcome: 'nothing-to-do' }, 'Nothing to do: because'],
  [{ outcome: 'blocked' }, 'Blocked, and nothing was touched: because'],
  [{ outcome: 'aborted' }, 'Aborted: because'],
  [{ outcome: 'paused', reason: 'drain', node: 'rabbit@b' }, 'Paused in drain of rabbit@b: because'],
  [{ outcome: 'paused', reason: 'stage' }, 'Paused in stage: because'],
  [{ outcome: 'paused', reason: 'canary', message: 'stopped after 1 node' }, 'Paused: stopped after 1 node'],
  [{ outcome: 'paused', reason: 'lock' }, 'Paused, because the lock is lost: because'],
  [
    { outcome: 'paused', reason: 'interrupted', node: 'rabbit@b', message: 'interrupted in drain of rabbit@b' },
    'Interrupted in drain of rabbit@b',
  ],
] as const)('%o', (told, headline) => {
  expect(text(told).split('\n')[0]).toBe(headline);
});

it('only what can go on says how', () => {
  for (const outcome of ['done', 'nothing-to-do', 'blocked', 'aborted'] as const)
    expect(text({ outcome })).not.toContain('rabbitctl');
  expect(text({ outcome: 'paused' })).toContain(`To go on:        ${commands.resume}\n`);
});

it('many nodes are listed in lines that can be read', () => {
  const names = Array.from({ length: 50 }, (_, at) => `rabbit@mq${at + 1}`);
  const lines = text({ outcome: 'done' }, Object.fromEntries(names.map((name) => [name, 'done']))).split('\n');
  expect(lines[1]).toMatch(/^ {2}done {7}rabbit@mq1, rabbit@mq2,/);
  expect(lines[2]).toMatch(/^ {13}rabbit@mq\d+,/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(105);
});
