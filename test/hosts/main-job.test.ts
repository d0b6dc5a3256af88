import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { Operator } from './operator.js';
import { ensureAlone, members, outputOf, runningMembers, toolSays } from './states.js';

for (const suite of ['bookworm', 'trixie']) withLab(suite, 'the main job', mainJob);

/** Each test goes on where the one before it ended. */
function mainJob(lab: () => Lab): void {
  let operator: Operator;
  let first: LabHost;
  let second: LabHost;
  let third: LabHost;

  beforeAll(async () => {
    [first, second, third] = hostsOf(lab());
    await ensureAlone(first, second, third);
    operator = new Operator(lab(), { hosts: lab().hosts });
  });
  afterAll(async () => {
    operator?.leave();
    // The second is out of the cluster without knowing it, the third has lost its users.
    await Promise.all([
      second.reset(),
      members(third)
        .then(() => third.addAdministrator())
        .catch(() => third.reset()),
    ]);
  });

  const done = async (...argv: readonly string[]) => {
    // The tool of 3.10 logs to stderr while it joins, so what stands there is its own affair.
    expect({ argv, ...(await operator.run(...argv)) }).toMatchObject({ argv, code: 0 });
  };

  test('three separate hosts become a cluster', async () => {
    for (const { node } of [second, third]) {
      await done('-n', node, 'stop_app');
      await done('-n', node, 'reset');
      await done('-n', node, 'join_cluster', first.node);
      await done('-n', node, 'start_app');
    }
    for (const host of lab().hosts) expect(await runningMembers(host)).toEqual([first, second, third].map(nodeOf));
  });

  // What HTTP tells of a node that has just started comes some seconds late.
  const soon = { timeout: 20_000, interval: 500 };

  test('cluster_status prints the text of the node itself', async () => {
    const theirs = sortedWithinSections(await toolSays(second, 'cluster_status'));
    const ours = async () =>
      sortedWithinSections(outputOf('ours', await operator.run('-n', second.node, 'cluster_status')));
    await expect.poll(ours, soon).toEqual(theirs);
  });

  test('cluster_status prints the JSON of the node itself', async () => {
    const argv = ['cluster_status', '--formatter', 'json'];
    const theirs = comparable(await toolSays(second, ...argv));
    const ours = async () => comparable(outputOf('ours', await operator.run('-n', second.node, ...argv)));
    await expect.poll(ours, soon).toEqual(theirs);
  });

  test('cluster_status prints the Erlang term that operators know', async () => {
    const argv = ['cluster_status', '--formatter', 'erlang'];
    const [ours, theirs, classic] = await Promise.all([
      operator.run('-n', second.node, ...argv),
      toolSays(second, ...argv),
      operator.run('-n', second.node, '--api-only', '--quiet', ...argv),
    ]);
    expect(ours.stdout).toBe(theirs);
    expect(ours.stderr.trimEnd().split('\n')).toHaveLength(1);
    const nodes = (hosts: readonly LabHost[]) => hosts.map(nodeOf).join(',');
    const text = classic.stdout.replaceAll(/\s/g, '');
    expect(text).toContain(`[{nodes,[{disc,[${nodes([first, second, third])}]}]},{running_nodes,[`);
    // Until somebody sets it, each node of 3.10 makes a cluster name of its own name.
    const [name] = /\{cluster_name,<<.*?>>\}/.exec(theirs) ?? [];
    expect(text).toContain(`${name},{partitions,[]},{alarms,[`);
    expect(classic).toMatchObject({ code: 0, stderr: '' });
  });

  test('a node leaves by reset', async () => {
    for (const command of ['stop_app', 'reset', 'start_app']) await done('-n', third.node, command);
    expect(await members(first)).toEqual([first, second].map(nodeOf));
    expect(await members(third)).toEqual([third.node]);
  });

  test('a stopped node is removed by forget_cluster_node, a running one is not', async () => {
    const refused = await operator.run('-n', first.node, 'forget_cluster_node', second.node);
    const byTheTool = await first.ctl('forget_cluster_node', second.node);
    expect({ code: refused.code, says: refused.stderr }).toEqual({ code: byTheTool.code, says: byTheTool.stderr });
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain(second.node);
    await second.stopBroker();
    await done('-n', first.node, 'forget_cluster_node', second.node);
    expect(await members(first)).toEqual([first.node]);
  });
}

const nodeOf = ({ node }: LabHost): string => node;

function hostsOf({ hosts }: Lab): [LabHost, LabHost, LabHost] {
  const [first, second, third] = hosts;
  if (!first || !second || !third) throw new Error('the main job needs three hosts');
  return [first, second, third];
}

/** The node lists listeners in whatever order it has them. */
const sortedWithinSections = (text: string): readonly string[] =>
  text.split('\n\n').map((section) => section.split('\n').toSorted().join('\n'));

/** The same value whatever the order of keys, and of lists that have none. */
function comparable(json: string): unknown {
  return JSON.parse(withoutMagenta(json), (_key, value: unknown) => {
    if (Array.isArray(value)) return value.map((item) => JSON.stringify(item)).toSorted();
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}

/** Up to 3.12 the colour of a maintenance state is in the JSON. */
const withoutMagenta = (json: string): string => json.replaceAll(/\\u001b\[[0-9;]*m/gi, '');
