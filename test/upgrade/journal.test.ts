import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunEvent } from '../../src/upgrade/event.js';
import { unfinishedRun } from '../../src/upgrade/find-run.js';
import { Journal, recordedRuns } from '../../src/upgrade/journal.js';
import type { Plan } from '../../src/upgrade/plan.js';

let state = '';
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'rabbitctl-journal-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

const planOf = (kind: 'upgrade' | 'restart', members: readonly string[]): Plan =>
  ({ cluster: 'prod', options: { kind }, nodes: [], members }) as unknown as Plan;
const plan = planOf('upgrade', ['rabbit@mq1', 'rabbit@mq2']);
const event = (happening: object): RunEvent =>
  ({ version: 1, time: '2026-11-25T12:00:00Z', run: 'r', ...happening }) as RunEvent;
const note = (message: string) => event({ event: 'note', message });

function record(run: string, of: Plan, ...events: readonly RunEvent[]): Journal {
  const journal = new Journal(state, run, of);
  for (const one of events) journal.write(one);
  journal.close();
  return journal;
}

it('remembers a run with its plan and every event, for its owner alone', () => {
  const { directory } = record('20261125-120000-aaaa', plan, note('one'), note('two'));
  expect(recordedRuns(state)).toEqual([
    { run: '20261125-120000-aaaa', directory, plan, events: [note('one'), note('two')] },
  ]);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  for (const file of readdirSync(directory)) expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
});

it('goes on with a run, and keeps the plan that it began with', () => {
  record('20261125-120000-aaaa', plan, note('one'));
  record('20261125-120000-aaaa', { ...plan, cluster: 'other' }, note('two'));
  expect(recordedRuns(state)).toMatchObject([{ plan: { cluster: 'prod' }, events: [note('one'), note('two')] }]);
});

it('is readable when its writer died within a line', () => {
  const { directory } = record('20261125-120000-aaaa', plan, note('one'));
  appendFileSync(join(directory, 'journal.jsonl'), '{"version":1,"time":"2026-');
  expect(recordedRuns(state)[0]?.events).toEqual([note('one')]);
});

it('has its runs by their age', () => {
  for (const run of ['20261125-120000-bbbb', '20261124-120000-cccc', '20261125-120001-aaaa']) record(run, plan);
  expect(recordedRuns(state).map(({ run }) => run)).toEqual([
    '20261124-120000-cccc',
    '20261125-120000-bbbb',
    '20261125-120001-aaaa',
  ]);
});

const paused = event({ event: 'ended', outcome: 'paused' });
const done = event({ event: 'ended', outcome: 'done' });
const here = { cluster: 'called-otherwise', members: ['rabbit@mq2', 'rabbit@mq3'] };

it('the run to go on with is the latest that is not over, of that kind and that cluster, whatever it is called', () => {
  record('20261125-120000-aaaa', plan, paused);
  record('20261125-120001-aaaa', plan, note('killed'));
  record('20261125-120002-aaaa', plan, paused, done);
  record('20261125-120003-aaaa', planOf('restart', plan.members), paused);
  record('20261125-120004-aaaa', planOf('upgrade', ['rabbit@elsewhere']), paused);
  expect(unfinishedRun(state, 'upgrade', here)?.run).toBe('20261125-120001-aaaa');
  expect(unfinishedRun(state, 'restart', here)?.run).toBe('20261125-120003-aaaa');
});

it('there is none where nothing was recorded', () => {
  expect(unfinishedRun(join(state, 'never'), 'upgrade', here)).toBeUndefined();
});
