import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finished, tryRun } from '../lab/child-process.js';
import { labUnavailable } from '../lab/debian-packages.js';
import { type LocalBrokers, startLocalBrokers } from '../lab/local-brokers.js';
import { programArgv } from '../program.js';
import { localEnvironment } from './operator.js';

const reason = labUnavailable();
const title = `nodes of one machine${reason ? `: skipped, this machine ${reason}` : ''}`;

/** Each test goes on where the one before it ended. */
describe.skipIf(reason)(title, () => {
  let brokers: LocalBrokers;
  const run = (...argv: readonly string[]): Promise<Finished> =>
    tryRun(programArgv(argv), { env: localEnvironment(), deadline: 60 });
  const ok = async (...argv: readonly string[]): Promise<string> => {
    const ended = await run(...argv);
    expect({ argv, ...ended }).toMatchObject({ argv, code: 0 });
    return ended.stdout;
  };
  const nameOf = (number: number): string => brokers.names[number - 1] ?? '';
  const runningAt = async (node: string): Promise<unknown> =>
    // Right after a start the node's own tool answers, in an order of its own.
    (
      JSON.parse(await ok('-n', node, 'cluster_status', '--formatter', 'json')) as { running_nodes: string[] }
    ).running_nodes.toSorted();

  beforeAll(async () => {
    brokers = await startLocalBrokers(3);
    for (const [index, name] of brokers.names.entries()) {
      expect(await brokers.ctl(name, 'add_vhost', `of-node-${index + 1}`)).toMatchObject({ code: 0 });
    }
  });
  afterAll(() => brokers?.stop());

  test('a short name is answered by that very node, not by who sits on 15672', async () => {
    for (const number of [1, 2, 3]) {
      expect(await ok('-n', `test_rabbit_${number}`, 'list_vhosts', '--silent')).toBe(`/\nof-node-${number}\n`);
      expect(await runningAt(`test_rabbit_${number}`)).toEqual([nameOf(number)]);
    }
    // HTTP alone cannot know the port of a node in no cluster: an error, and never the neighbour's answer.
    const only = ['-n', 'test_rabbit_2', '--api-only', 'list_vhosts', '--silent'];
    expect(await run(...only)).toMatchObject({
      code: 69,
      stdout: '',
      stderr: expect.stringContaining(`is answered by ${nameOf(1)}, not by ${nameOf(2)}`),
    });
    expect(await ok('--url', 'http://localhost:15673', ...only)).toBe('/\nof-node-2\n');
  });

  test('they form a cluster through this machine, without SSH', async () => {
    for (const number of [2, 3]) {
      await ok('-n', `test_rabbit_${number}`, 'stop_app');
      await ok('-n', `test_rabbit_${number}`, 'reset');
      await ok('-n', `test_rabbit_${number}`, 'join_cluster', nameOf(1));
      await ok('-n', `test_rabbit_${number}`, 'start_app');
    }
    expect(await runningAt('test_rabbit_2')).toEqual([...brokers.names]);
  });

  test('in a cluster a node still answers for itself', async () => {
    const version = await ok('-n', 'test_rabbit_2', 'version');
    expect(version).toBe(`${brokers.version}\n`);
    expect(await ok('-n', 'test_rabbit_2', 'status')).toContain(`Status of node ${nameOf(2)} ...`);
    expect(await ok('-n', 'test_rabbit_2', 'list_queues', '--local', '--quiet', 'name')).toBe('');
    const listed = await run('-n', 'test_rabbit_2', 'list_queues', 'name');
    expect(listed).toEqual({
      code: 0,
      stderr: '',
      stdout: 'Timeout: 60.0 seconds ...\nListing queues for vhost / ...\n',
    });
  });

  test('a stopped node is never described by its neighbour', async () => {
    await ok('-n', 'test_rabbit_2', 'stop_app');
    for (const command of ['cluster_status', 'list_queues', 'list_vhosts']) {
      const [ended, theirs, only] = await Promise.all([
        run('-n', 'test_rabbit_2', command),
        brokers.ctl(nameOf(2), command),
        run('-n', 'test_rabbit_2', '--api-only', command),
      ]);
      expect({ command, code: ended.code }).toEqual({ command, code: theirs.code });
      expect(ended.stderr).toMatch(/start_app/);
      expect(ended.stdout).not.toContain('of-node-1');
      expect({ command, ...only }).toMatchObject({ command, code: 69, stdout: '' });
      expect(only.stderr).toContain(nameOf(2));
    }
    await ok('-n', 'test_rabbit_2', 'start_app');
  });
});
