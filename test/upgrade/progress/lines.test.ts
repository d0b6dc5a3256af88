import { expect, it } from 'vitest';
import { systemClock } from '../../../src/upgrade/clock.js';
import type { RunEvent } from '../../../src/upgrade/event.js';
import { openRenderer, type RendererKind } from '../../../src/upgrade/progress/renderer.js';
import { colourLook, commands, plainLook } from './look.js';
import { pausedRun, Script, three, wholeRun } from './recorded-run.js';

function shown(events: readonly RunEvent[], kind: RendererKind = 'lines', look = plainLook): string {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const screen = { write, columns: () => 80, rows: () => 24 };
  const renderer = openRenderer(kind, screen, systemClock, look);
  for (const event of events) renderer.event(event);
  renderer.close();
  return text;
}

it('a line an event: when, which node, which state, in words', () => {
  const lines = shown(wholeRun()).split('\n');
  expect(lines.slice(0, 7)).toEqual([
    '12:00:00 rabbit@mq3  warning: capacity: the other nodes would use 81 % of their memory',
    '12:00:00 cluster     2 checks passed: path, alarms',
    '12:00:00 cluster     rolling-upgrade of prod to 4.0.9, run 20261125-120000-3f2a; 3 nodes, in this order: rabbit@mq1, rabbit@mq2, rabbit@mq3',
    '12:00:00 cluster     stage: downloading packages on all hosts',
    '12:00:21 cluster     stage: done in 21 s',
    '12:00:21 cluster     export: exporting definitions',
    '12:00:23 cluster     export: done in 2.0 s',
  ]);
  expect(lines).toContain('12:00:33 rabbit@mq1  drain: putting the node into maintenance mode');
  expect(lines).toContain('12:00:33 rabbit@mq1  drain: waiting: 12 connections are still open');
  expect(lines).toContain('12:00:45 rabbit@mq1  packages: rabbitmq-server 4.0.5-5 → 4.0.9-1');
  expect(lines).toContain('12:02:09 cluster     ok: verify: 12 durable queues (12 before), 340 messages (338)');
  expect(lines).toContain('12:00:57 rabbit@mq1  node done in 2 min 08 s');
});

it('the same reason is told again after 30 s, another one at once, and numbers alone make no other one', () => {
  const script = new Script().started(three).add({ event: 'state', node: three[0], state: 'drain' });
  const wait = (reason: string, later: number) =>
    script.add({ event: 'waiting', node: three[0], state: 'drain', reason }, later);
  for (let count = 70; count > 0; count--) wait(`${count} connections are still open`, 1);
  wait('2 quorum queues are still led there', 1);
  wait('rabbit@mq2 does not see it drained', 1);
  wait('rabbit@mq3 does not see it drained', 1);
  const waits = shown(script.events).match(/waiting: .*/g);
  expect(waits).toEqual([
    'waiting: 70 connections are still open',
    'waiting: 40 connections are still open',
    'waiting: 10 connections are still open',
    'waiting: 2 quorum queues are still led there',
    'waiting: rabbit@mq2 does not see it drained',
    'waiting: rabbit@mq3 does not see it drained',
  ]);
});

it('ends with what is true of each node and what to do next', () => {
  const text = shown(pausedRun());
  expect(text.slice(text.indexOf('12:16:'))).toBe(`12:16:20 rabbit@mq2  ended: paused

Paused in await-boot of rabbit@mq2: not in 900 s: the node does not answer
  done       rabbit@mq1
  half-way   rabbit@mq2 (await-boot)
  untouched  rabbit@mq3

See its log: journalctl -u rabbitmq-server
The other two nodes serve.

To go on:        ${commands.resume}
To look closer:  ${commands.status}
To give up:      ${commands.abort}

It took 17 min 22 s: 17 min 10 s of waiting for the cluster, 12 s of our own.
`);
});

it('what was so already, notes of several lines, overrides', () => {
  const script = new Script()
    .add({ event: 'override', override: 'unsupported-path', message: '--allow-unsupported-path was given' })
    .started(three, true)
    .add({ event: 'node-done', node: three[0], seconds: 0, already: true })
    .add({ event: 'state-done', node: three[1], state: 'stop', seconds: 0, waited: 0, already: true })
    .add({ event: 'note', node: three[1], message: 'first line\r\nsecond \x1b[31mline\n' });
  expect(shown(script.events)).toBe(`12:00:00 cluster  override: --allow-unsupported-path was given
12:00:00 cluster     resumed: rolling-upgrade of prod to 4.0.9, run 20261125-120000-3f2a; 3 nodes, in this order: rabbit@mq1, rabbit@mq2, rabbit@mq3
12:00:00 rabbit@mq1  was done already
12:00:00 rabbit@mq2  stop: was so already
12:00:00 rabbit@mq2  first line
                     second \\e[31mline
`);
});

it('no colour but where it is wanted', () => {
  expect(shown(wholeRun())).not.toContain('\x1b');
  expect(shown(wholeRun(), 'lines', colourLook)).toContain('\x1b[33mwarning: capacity');
});

it('ndjson is each event as it is, one a line', () => {
  const events = pausedRun();
  expect(shown(events, 'ndjson')).toBe(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
});
