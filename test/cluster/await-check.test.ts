import { expect, test } from 'vitest';
import { ApiRefused } from '../../src/api/errors.js';
import { type ManagementApi, path } from '../../src/api/management-api.js';
import { awaitCheck } from '../../src/cluster/await-check.js';
import { NotFound } from '../../src/errors.js';

const check = path`health/checks/node-is-quorum-critical`;
const failed = () => new ApiRefused('503', { status: 503, answer: { status: 'failed', reason: 'two queues' } });

/** Gives these answers one after another, and the last one for ever. */
function answering(...answers: readonly (object | Error)[]): ManagementApi {
  let asked = 0;
  return {
    url: 'http://mq1:15672',
    request: async () => {
      const answer = answers[Math.min(asked++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as Partial<ManagementApi> as ManagementApi;
}

const wait = (api: ManagementApi, seconds: number) =>
  awaitCheck(api, { check, seconds, signal: new AbortController().signal, lacks: 'check of quorums' });

test('a check that fails is asked again until it is well', async () => {
  expect(await wait(answering(failed(), { status: 'ok' }), 5)).toMatchObject({ ok: true });
});

test('when the time is up the reason of the server is told', async () => {
  await expect(wait(answering(failed()), 0)).rejects.toMatchObject({
    ...{ message: 'time is up', exitCode: 69 },
    hint: expect.stringContaining('two queues'),
  });
});

test('a version without the check is no failure of the node', async () => {
  await expect(wait(answering(new NotFound('no such page')), 5)).rejects.toThrow('before 3.8.10 HTTP has no check');
});
