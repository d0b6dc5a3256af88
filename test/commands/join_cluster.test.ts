import { expect, it } from 'vitest';
import joinCluster from '../../src/commands/join_cluster.js';
import { Unavailable } from '../../src/errors.js';
import { runCommand } from './fakes.js';

const args = { member: 'rabbit@mq0' };
const running = (rabbitmq_version: string) => ({ 'GET overview': { node: 'rabbit@mq1', rabbitmq_version } });

it('without a terminal it is the node’s own tool, nothing asked', async () => {
  const { seen, passed } = await runCommand(joinCluster, { args, answers: running('4.3.6') });
  expect([seen, passed]).toEqual([[], [undefined]]);
});

it('on a terminal a running node of a version with Khepri is asked about first', async () => {
  const questions: string[] = [];
  const given = (answer: boolean) => ({
    args,
    answers: running('4.3.6'),
    rabbitmq: '4.3.6',
    interactive: true,
    confirm: async (question: string) => {
      questions.push(question);
      return answer;
    },
  });
  const no = await runCommand(joinCluster, given(false));
  expect([no.error?.exitCode, no.passed]).toEqual([64, []]);
  expect((await runCommand(joinCluster, given(true))).passed).toEqual([undefined]);
  expect(questions).toHaveLength(2);
  expect(questions[0]).toContain('deletes all of its data');
});

const shut = { 'GET overview': new Unavailable('refused') };

it.each([
  ['a version that refuses by itself', { answers: running('3.10.8'), rabbitmq: '3.10.8' }],
  ['a node that is stopped, as its own tool says', { answers: shut, code: 69 }],
])('%s is not asked about', async (_, given) => {
  const { passed, error } = await runCommand(joinCluster, { args, interactive: true, ...given });
  expect([passed, error]).toEqual([[undefined], undefined]);
});

it('a running node whose port is shut is asked about all the same', async () => {
  const given = { args, answers: shut, code: 0, interactive: true, confirm: async () => false };
  expect((await runCommand(joinCluster, given)).passed).toEqual([]);
});
