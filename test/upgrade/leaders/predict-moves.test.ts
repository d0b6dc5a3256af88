import { describe, expect, it } from 'vitest';
import type { LedQueue } from '../../../src/upgrade/leaders/leader-map.js';
import { outcomeText, previewText } from '../../../src/upgrade/leaders/leaders-text.js';
import { movesBetween, predictMoves } from '../../../src/upgrade/leaders/predict-moves.js';
import { demandWell } from '../../../src/upgrade/leaders/rebalance-leaders.js';

const nodes = ['a', 'b', 'c'];
const queue = (name: string, leader: string | undefined, replicas = nodes, messages = 0): LedQueue => ({
  ...{ vhost: '/', name, type: 'quorum', leader, replicas, messages },
});
const told = (queues: readonly LedQueue[], running = nodes) =>
  predictMoves(queues, running).moves.map(({ queue: { name }, from, to }) => `${name} ${from}→${to}`);

describe('by the rule of the server', () => {
  it('the shortest go first, to whoever leads fewest', () => {
    const queues = [queue('long', 'a', nodes, 9), queue('q1', 'a'), queue('q2', 'a'), queue('q3', 'a', nodes, 1)];
    expect(predictMoves(queues, nodes).most).toBe(2);
    expect(told(queues)).toEqual(['q1 a→b', 'q2 a→c']);
  });

  it('nothing moves where nobody leads more than a share', () => {
    expect(told([queue('q1', 'a'), queue('q2', 'b'), queue('q3', 'c'), queue('q4', 'c')])).toEqual([]);
    expect(told([])).toEqual([]);
  });

  it('nodes that are down or drained are given nothing; without another replica a queue is stuck', () => {
    const queues = [queue('only', 'a', ['a']), queue('q1', 'a'), queue('q2', 'a')];
    expect(told(queues, ['a', 'b'])).toEqual(['q1 a→b']);
    expect(predictMoves(queues, ['a', 'b']).stuck.map(({ name }) => name)).toEqual(['only']);
  });
});

describe('afterwards', () => {
  const before = [queue('q1', 'a'), queue('q2', 'a'), queue('q3', 'a')];
  const outcome = (after: readonly LedQueue[]) => ({ before, after, nodes, moved: movesBetween(before, after) });
  const preview = { cluster: 'lab', queues: before, nodes, ...predictMoves(before, nodes) };

  it('what really moved is told, whatever was expected', () => {
    const after = [queue('q1', 'c'), queue('q2', 'a'), queue('q3', 'b')];
    const text = outcomeText(outcome(after));
    expect(text).toContain('2 leaders moved:');
    expect(text).toContain('quorum queue q3 in /: a → b');
    demandWell(outcome(after), preview);
    expect(previewText(preview)).toContain('The server itself chooses');
  });

  it('a queue without a leader, and leaders that the server did not move, are failures', () => {
    expect(() => demandWell(outcome([queue('q1', undefined), queue('q2', 'b'), queue('q3', 'a')]), preview)).toThrow(
      'without a leader now: quorum queue q1 in /',
    );
    expect(() => demandWell(outcome(before), preview)).toThrow('the server left 2 leaders where they are');
  });
});
