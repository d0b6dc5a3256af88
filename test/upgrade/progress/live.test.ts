import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/upgrade/clock.js';
import type { RunEvent } from '../../../src/upgrade/event.js';
import { openRenderer, type Renderer } from '../../../src/upgrade/progress/renderer.js';
import { colourLook, commands } from './look.js';
import { noon, pausedRun, Script, three, wholeRun } from './recorded-run.js';
import { Terminal } from './terminal.js';

beforeEach(() => vi.useFakeTimers({ now: noon }));
afterEach(() => vi.useRealTimers());

const fifty = Array.from({ length: 50 }, (_, at) => `rabbit@mq${at + 1}`);

function open(terminal: Terminal): Renderer & { readonly writes: readonly string[] } {
  const writes: string[] = [];
  const screen = {
    write: (text: string) => {
      writes.push(text);
      terminal.write(text);
    },
    columns: () => terminal.columns,
    rows: () => terminal.rows,
  };
  return { ...bound(openRenderer('live', screen, systemClock, colourLook)), writes };
}

const bound = (renderer: Renderer): Renderer => ({
  event: (event) => renderer.event(event),
  suspend: () => renderer.suspend(),
  resume: () => renderer.resume(),
  close: () => renderer.close(),
});

/** Time goes by as the events say. */
function play(renderer: Renderer, events: readonly RunEvent[], each: () => void = () => {}): void {
  for (const event of events) {
    const wait = Date.parse(event.time) - Date.now();
    if (wait > 0) vi.advanceTimersByTime(wait);
    renderer.event(event);
    each();
  }
}

const titles = (text: string): number => text.match(/rolling-upgrade of prod/g)?.length ?? 0;

it('shows every node, what is awaited and for how long, and what was said above', () => {
  const terminal = new Terminal(100, 24);
  const script = new Script()
    .verdicts()
    .started(three)
    .node('rabbit@mq1')
    .add({ event: 'state', node: three[1], state: 'drain' });
  script.add({ event: 'waiting', node: three[1], state: 'drain', reason: '12 connections are still open' }, 1);
  play(open(terminal), script.events);
  vi.advanceTimersByTime(41_000);
  expect(terminal.screen.slice(0, 7)).toEqual([
    '12:00:22 rabbit@mq1  packages: rabbitmq-server 4.0.5-5 → 4.0.9-1',
    '',
    'rolling-upgrade of prod to 4.0.9 · 1 of 3 done · 1:16 · run 20261125-120000-3f2a',
    '  ✓ rabbit@mq1  done              2:08',
    '  ▸ rabbit@mq2  drain             0:42  12 connections are still open',
    '  · rabbit@mq3  to come',
    '',
  ]);
  expect(terminal.cursor).toEqual({ row: 1, column: 0 });
});

it('what is done once for all nodes has a line of its own, also where it is one node that is waited for', () => {
  const terminal = new Terminal(100, 24);
  const script = new Script().started(three).add({ event: 'state', state: 'stage' });
  const reason = 'downloading';
  play(open(terminal), script.add({ event: 'waiting', node: three[2], state: 'stage', reason }, 3).events);
  expect(terminal.screen[2]).toBe('  ▸ cluster     stage             0:03  rabbit@mq3: downloading');
  expect(terminal.screen[5]).toBe('  · rabbit@mq3  to come');
});

it('is drawn at most ten times a second, and once a second while nothing happens', () => {
  const renderer = open(new Terminal(100, 24));
  const script = new Script().started(three).add({ event: 'state', node: three[0], state: 'drain' });
  for (let count = 1000; count > 0; count--)
    script.add(
      { event: 'waiting', node: three[0], state: 'drain', reason: `${count} connections are still open` },
      0.005,
    );
  play(renderer, script.events);
  expect(renderer.writes.length).toBeGreaterThan(40);
  expect(renderer.writes.length).toBeLessThanOrEqual(52);
  const before = renderer.writes.length;
  vi.advanceTimersByTime(10_000);
  expect(renderer.writes.length - before).toBe(10);
});

it.each([
  [100, 24],
  [80, 24],
  [60, 10],
  [40, 6],
  [20, 4],
  [100, 3],
])('%s columns, %s rows: one view, and no line of it is broken', (columns, rows) => {
  const terminal = new Terminal(columns, rows);
  const renderer = open(terminal);
  const events = wholeRun();
  play(renderer, events.slice(0, -1), () => {
    expect(titles(terminal.text)).toBeLessThanOrEqual(1);
    expect(terminal.text.match(/rabbit@mq2 +(to come|done)/g)?.length ?? 0).toBeLessThanOrEqual(1);
  });
  renderer.close();
  expect(terminal.text).toMatch(/✓ rabbit@m.*\n.*✓ rabbit@m.*\n.*✓ rabbit@m/);
});

it('fifty nodes on 24 rows: the one at work, its neighbours, and how many there are besides', () => {
  const terminal = new Terminal(100, 24);
  const script = new Script().started(fifty);
  for (const name of fifty.slice(0, 31)) script.node(name);
  play(open(terminal), script.add({ event: 'state', node: fifty[31] ?? '', state: 'drain' }).events);
  vi.advanceTimersByTime(1000);
  const view = terminal.screen.slice(terminal.cursor.row);
  expect(view[1]).toMatch(/31 of 50 done/);
  expect(view[2]).toBe('  … 25 done');
  expect(view.find((line) => line.includes('▸'))).toMatch(/rabbit@mq32 +drain/);
  expect(view.at(-2)).toBe('  … 6 to come');
  expect(view.at(-1)).toBe('');
});

it.each([[3], [4], [7], [24], [51], [52], [53]])('fifty nodes on %s rows never scroll', (rows) => {
  const terminal = new Terminal(80, rows);
  const script = new Script().started(fifty);
  for (const node of fifty) script.state(node, 'drain', 2).add({ event: 'node-done', node, seconds: 2 });
  play(open(terminal), script.events, () => expect(terminal.text.split('\n').length).toBeLessThanOrEqual(rows));
});

it.each([
  ['as tmux does', true],
  ['as xterm does', false],
])('a window that is resized in mid-run, %s, does not smear', (_, reflow) => {
  const terminal = new Terminal(100, 24, reflow);
  const renderer = open(terminal);
  const sizes = [
    [60, 24],
    [33, 12],
    [120, 8],
    [44, 30],
    [100, 24],
    [25, 9],
  ] as const;
  let count = 0;
  play(renderer, wholeRun().slice(0, -1), () => {
    const [columns, rows] = sizes[count++ % sizes.length] ?? [80, 24];
    terminal.resize(columns, rows);
    vi.advanceTimersByTime(1000);
    expect(titles(terminal.text)).toBeLessThanOrEqual(1);
  });
  terminal.resize(100, 24);
  renderer.close();
  expect(terminal.text.split('\n').filter((line) => /^ {2}[✓▸·✗]/.test(line))).toHaveLength(3);
});

it('a question stands below the view, and what happened meanwhile is told afterwards', () => {
  const terminal = new Terminal(100, 24);
  const renderer = open(terminal);
  const script = new Script().started(three).node('rabbit@mq1');
  play(renderer, script.events);
  renderer.suspend();
  terminal.write('Go on with 2 more nodes? ');
  const asked = script.events.length;
  script.add({ event: 'note', node: three[1], message: 'said meanwhile' });
  play(renderer, script.events.slice(asked));
  vi.advanceTimersByTime(5000);
  expect(terminal.text).toMatch(/rabbit@mq3 {2}to come\nGo on with 2 more nodes\?$/);
  terminal.write('y\r\n');
  renderer.resume();
  expect(terminal.text).toMatch(/nodes\? y\n12:00:34 rabbit@mq2 {2}said meanwhile\n\nrolling-upgrade of prod/);
});

it('after the end the last view stays, with the final words below it, and nothing is drawn any more', () => {
  const terminal = new Terminal(100, 24);
  const renderer = open(terminal);
  play(renderer, pausedRun());
  const before = terminal.text;
  expect(before.split('\n').slice(-15)).toEqual([
    'rolling-upgrade of prod to 4.0.9 · 1 of 3 done · 16:20 · run 20261125-120000-3f2a',
    '  ✓ rabbit@mq1  done              2:08',
    '  ✗ rabbit@mq2  await-boot       15:01  the node does not answer',
    '  · rabbit@mq3  untouched',
    '',
    'Paused in await-boot of rabbit@mq2: not in 900 s: the node does not answer',
    '',
    'See its log: journalctl -u rabbitmq-server',
    'The other two nodes serve.',
    '',
    `To go on:        ${commands.resume}`,
    `To look closer:  ${commands.status}`,
    `To give up:      ${commands.abort}`,
    '',
    'It took 17 min 22 s: 17 min 10 s of waiting for the cluster, 12 s of our own.',
  ]);
  renderer.close();
  vi.advanceTimersByTime(60_000);
  expect(terminal.text).toBe(before);
  expect(vi.getTimerCount()).toBe(0);
});

it('after the end of fifty nodes each has its line, however small the window', () => {
  const terminal = new Terminal(80, 10);
  const script = new Script().started(fifty);
  for (const name of fifty) script.node(name);
  play(open(terminal), script.done(fifty).events);
  expect(terminal.text.match(/^ {2}✓ rabbit@mq\d+ +done/gm)).toHaveLength(50);
  expect(titles(terminal.text)).toBe(1);
});

it('what others wrote cannot take the terminal over, and takes the room that it takes', () => {
  const terminal = new Terminal(60, 24);
  const renderer = open(terminal);
  const script = new Script().started(three).add({ event: 'state', node: three[0], state: 'drain' });
  script.add({ event: 'note', node: three[0], message: 'hook: \x1b[2J\x1b]0;owned\x07\r\nsecond line\n' });
  script.add(
    { event: 'waiting', node: three[0], state: 'drain', reason: '接続がまだ開いています接続がまだ開いています' },
    1,
  );
  play(renderer, script.events);
  vi.advanceTimersByTime(1000);
  expect(terminal.text).toContain('hook: \\e[2J\\e]0;owned\\x07\n                     second line');
  expect(terminal.text).toMatch(/接続がま.*…$/m);
});

it('before the start there are only words; what the plan has told already is not among them', () => {
  const terminal = new Terminal(100, 24);
  const view = open(terminal);
  play(
    view,
    new Script().verdicts().add({ event: 'warning', message: 'the lock in the cluster is not up to date' }).events,
  );
  view.close();
  expect(terminal.text).toBe('12:00:00 cluster     warning: the lock in the cluster is not up to date');
});

it('a run that is given up shows the nodes that go back', () => {
  const terminal = new Terminal(100, 24);
  const script = new Script().add({ event: 'state', node: three[1], state: 'install' });
  const view = open(terminal);
  play(view, script.events);
  expect(terminal.screen.slice(1, 3)).toEqual([
    'giving up run 20261125-120000-3f2a',
    '  ▸ rabbit@mq2  install           0:00  installing the package',
  ]);
  const nodes = { [three[0]]: 'done', [three[1]]: 'to-do', [three[2]]: 'to-do' } as const;
  const ended = { event: 'ended', outcome: 'aborted', message: 'given up', nodes, seconds: 3, waited: 3 } as const;
  play(view, new Script().add(ended, 3).events);
  expect(terminal.text).toContain(
    '  · rabbit@mq2  as before\n  ✓ rabbit@mq1  done\n  · rabbit@mq3  as before\n\nAborted: given up\n',
  );
});
