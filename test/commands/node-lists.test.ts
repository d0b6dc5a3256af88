import { expect, it } from 'vitest';
import listCiphers from '../../src/commands/list_ciphers.js';
import listHashes from '../../src/commands/list_hashes.js';
import listAttempts from '../../src/commands/list_node_auth_attempt_stats.js';
import listUnresponsive from '../../src/commands/list_unresponsive_queues.js';
import reset from '../../src/commands/reset_node_auth_attempt_metrics.js';
import { NotOverHttp, UsageError } from '../../src/errors.js';
import { requests, rowsOf, runCommand } from './fakes.js';

it('what Erlang supports, and whether a queue answers, only the node’s own tool says', async () => {
  for (const command of [listCiphers, listHashes, listUnresponsive])
    expect((await runCommand(command)).error).toBeInstanceOf(NotOverHttp);
  const { validate } = listUnresponsive.definition;
  expect(() => validate?.({ args: { columns: ['nonsense'] } } as never)).toThrow(UsageError);
});

const counts = { protocol: 'http', auth_attempts: 3, auth_attempts_failed: 1, auth_attempts_succeeded: 2 };
const answers = {
  'GET auth/attempts/rabbit%40mq1': [counts],
  'GET auth/attempts/rabbit%40mq1/source': [],
};

it('logins are rows, in JSON an object that names the node', async () => {
  expect(rowsOf((await runCommand(listAttempts, { answers })).result)).toEqual([['http', 3, 1, 2]]);
  const { result } = await runCommand(listAttempts, { answers, face: 'json', flags: { formatter: 'json' } });
  expect(result).toEqual({ kind: 'value', value: { attempts: [counts], node: 'rabbit@mq1', result: 'ok' } });
});

it('no logins are a sentence', async () => {
  const { result } = await runCommand(listAttempts, { answers, flags: { 'by-source': true } });
  expect(result).toEqual({ kind: 'value', value: 'Node rabbit@mq1 reported no authentication attempt stats' });
});

it('before 3.8.10 nothing is counted: the node’s own tool says so', async () => {
  expect((await runCommand(listAttempts)).error).toBeInstanceOf(NotOverHttp);
  expect((await runCommand(reset)).error).toBeInstanceOf(NotOverHttp);
  const { seen } = await runCommand(reset, { answers: { 'DELETE auth/attempts/rabbit%40mq1': undefined } });
  expect(requests(seen)).toEqual(['DELETE auth/attempts/rabbit%40mq1']);
});
