import { expect, it } from 'vitest';
import type { RecordedRun } from '../../../src/upgrade/journal.js';
import { historyRows } from '../../../src/upgrade/progress/history-text.js';
import { runReport, runReportJson, runReportText } from '../../../src/upgrade/progress/report-text.js';
import { pausedRun, Script, three, wholeRun } from './recorded-run.js';

const recorded = (events: RecordedRun['events']): RecordedRun => ({
  run: '20261125-120000-3f2a',
  directory: '/nowhere',
  events: events.filter(({ event }) => event !== 'waiting'),
  plan: {
    cluster: 'prod',
    members: three,
    nodes: three.map((name) => ({
      ...{
        name,
        standing: 'to-do',
        from: '4.0.5',
        installed: '4.0.5-5',
        changes: [],
        leaders: 0,
        packages: [],
        held: false,
      },
    })),
    options: {
      ...{ kind: 'upgrade', target: '4.0.9', soak: 0, parallelStage: 5, timeouts: {}, packages: 'auto', hold: false },
      ...{ coldBackup: false, overrides: [], featureFlags: 'ask', khepri: false },
    },
  },
});

it('a row a run: how it ended, how many nodes are done, how long all its sittings took', () => {
  const whole = wholeRun();
  const killed = pausedRun().slice(0, -2);
  const resumed = new Script().started(three, true);
  for (const name of three) resumed.node(name);
  const rows = historyRows([
    recorded(whole),
    recorded(pausedRun()),
    recorded(killed),
    recorded([...pausedRun(), ...resumed.done(three).events]),
    recorded([]),
  ]);
  const start = whole[0]?.time;
  const same = ['20261125-120000-3f2a', start, 'upgrade', 'prod', '4.0.9'];
  expect(rows).toEqual([
    [...same, 'done', '', 3, 3, 133],
    [...same, 'paused', 'await-boot', 1, 3, 1042],
    [...same, 'unfinished', '', 1, 3, 79],
    [...same, 'done', '', 3, 3, 1042 + 102],
    ['20261125-120000-3f2a', '', 'upgrade', 'prod', '4.0.9', 'unfinished', '', 0, 3, 0],
  ]);
});

it('what a run did on each node', () => {
  const script = new Script().add({ event: 'override', override: 'flags-off', message: '--allow-flags-off was given' });
  const events = script
    .started(three)
    .cluster('stage')
    .state(three[0], 'drain', 4)
    .state(three[0], 'install', 20)
    .packages(three[0])
    .add({ event: 'warning', node: three[0], message: 'slow' })
    .add({ event: 'node-done', node: three[0], seconds: 24 })
    .add({ event: 'state-done', node: three[1], state: 'gate', seconds: 0, waited: 0, already: true })
    .add({ event: 'state', node: three[1], state: 'drain' }).events;
  const report = runReport(recorded(events));
  expect(runReportText(report)).toBe(`rolling-upgrade of prod to 4.0.9, run 20261125-120000-3f2a
  2026-11-25 12:00:00  no end was recorded, 26 s

rabbit@mq1  done
  2026-11-25 12:00:02  drain          4.0 s
  2026-11-25 12:00:06  install        20 s
  packages before: rabbitmq-server 4.0.5-5, Erlang 1:27.3.4.1+dfsg-1 (2 packages)
  packages: rabbitmq-server 4.0.5-5 → 4.0.9-1

rabbit@mq2  not done
  2026-11-25 12:00:26  drain          no end was recorded

rabbit@mq3  untouched

the cluster as a whole
  2026-11-25 12:00:00  stage          2.0 s

warnings
  2026-11-25 12:00:00: --allow-flags-off was given
  2026-11-25 12:00:26 rabbit@mq1: slow`);
  expect(runReportJson(report)).toMatchObject({
    version: 1,
    nodes: [{ name: three[0], done: true, states: [{ state: 'drain', seconds: 4 }, { state: 'install' }] }, {}, {}],
  });
});
