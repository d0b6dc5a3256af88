import { expect, it } from 'vitest';
import { type RunStatus, statusJson, statusText } from '../../../src/upgrade/progress/status-text.js';
import { commands } from './look.js';
import { noon } from './recorded-run.js';

const status: RunStatus = {
  ...{ run: '20261125-120000-3f2a', kind: 'upgrade', cluster: 'prod', target: '4.0.9' },
  ...{ started: new Date(noon).toISOString(), standing: 'paused', heartbeatAge: 754 },
  owner: { user: 'deploy', host: 'bastion', pid: 4711 },
  ...{
    node: 'rabbit@mq2',
    state: 'await-boot',
    message: 'not in 900 s: the node does not answer',
    hint: 'See its log.',
  },
  nodes: [
    { name: 'rabbit@mq1', standing: 'done', running: '4.0.9', installed: '4.0.9-1', service: 'active', drained: false },
    {
      ...{ name: 'rabbit@mq2', standing: 'half-way', installed: '4.0.9-1', service: 'failed' },
      wayBack: [['apt-get', 'install', '--allow-downgrades', 'rabbitmq-server=4.0.5-5']],
    },
    { name: 'rabbit@mq3', standing: 'to-do', running: '4.0.5', problem: 'mq3 is not reached' },
  ],
};

it('who runs what, where it is, what each node is, and the ways on and back', () => {
  expect(statusText(status, commands)).toBe(`rolling-upgrade of prod to 4.0.9, run 20261125-120000-3f2a
  begun 2026-11-25 12:00:00 by deploy on bastion (process 4711), last sign of life 12 min 34 s ago
  paused, in await-boot of rabbit@mq2: not in 900 s: the node does not answer
    See its log.

  node        standing              runs   package  service  drained
  rabbit@mq1  done                  4.0.9  4.0.9-1  active   no
  rabbit@mq2  half-way: await-boot  -      4.0.9-1  failed   -
  rabbit@mq3  to do                 4.0.5  -        -        -        mq3 is not reached

The way back of rabbit@mq2 to the packages that it had, as root on its machine:
  apt-get install --allow-downgrades rabbitmq-server=4.0.5-5

To go on:    ${commands.resume}
To give up:  ${commands.abort}`);
});

it('one that is at work needs nothing', () => {
  const text = statusText({ ...status, standing: 'at-work', nodes: [] }, commands);
  expect(text).toContain('at work, in await-boot of rabbit@mq2\n');
  expect(text).not.toContain('rabbitctl');
});

it('for programs', () => {
  expect(statusJson(status)).toEqual({ version: 1, ...status });
});
