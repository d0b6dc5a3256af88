import { expect, test } from 'vitest';
import type { ManagementApi } from '../../src/api/management-api.js';
import { Unavailable } from '../../src/errors.js';
import { runningBroker } from '../../src/upgrade/running-broker.js';

const name = 'rabbit@mq2';
const withStatistics = {
  ...{ name, running: true, os_pid: '323', uptime: 3531 },
  applications: [{ name: 'rabbit', version: '4.0.5' }],
};

/** Gives these answers one after another, and the last one for ever. */
function answering(...answers: readonly (object | Error)[]): ManagementApi {
  let asked = 0;
  return {
    request: async () => {
      const answer = answers[Math.min(asked++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return [{ name: 'rabbit@mq1', running: true, os_pid: '45' }, answer];
    },
  } as Partial<ManagementApi> as ManagementApi;
}

const look = (api: ManagementApi, alone = false) => runningBroker(api, name, { alone, pause: 0 });

test('a broker without statistics yet has its pid waited for', async () => {
  const justStarted = { name, running: true };
  const broker = await look(answering(justStarted, justStarted, withStatistics));
  expect(broker).toMatchObject({ pid: '323', version: '4.0.5' });
});

test('one that stops meanwhile does not run', async () => {
  expect(await look(answering({ name, running: true }, { name, running: false }))).toBeUndefined();
});

test('where statistics never come that is said, with the reason', async () => {
  await expect(look(answering({ name, running: true }))).rejects.toThrow(/no statistics of it/);
});

test('nobody answers: the only member does not run, and of another one nothing is known', async () => {
  const down = new Unavailable('nobody');
  expect(await look(answering(down), true)).toBeUndefined();
  await expect(look(answering(down))).rejects.toBe(down);
});
