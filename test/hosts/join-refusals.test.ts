import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { Operator } from './operator.js';
import { Watched } from './processes.js';
import { ensureAlone, members, toolSays, withoutEscapes } from './states.js';
import { lastHosts } from './two-hosts.js';

for (const suite of ['bookworm', 'trixie'])
  withLab(suite, 'join_cluster that must fail', (lab) => joinRefusals(suite, lab));

function joinRefusals(suite: string, lab: () => Lab): void {
  let host: LabHost;
  let other: LabHost;
  let operator: Operator;

  beforeAll(async () => {
    [host, other] = lastHosts(lab());
    await ensureAlone(host, other);
    operator = new Operator(lab(), { hosts: [host, other] });
  });
  afterAll(() => operator?.leave());

  /** Ours fails with the code and the words of the node's own tool, and the node stays alone. */
  const refusedLikeTheTool = async (member: string, says: RegExp) => {
    const ours = await operator.run('-n', host.node, 'join_cluster', member);
    const theirs = await host.ctl('join_cluster', member);
    expect({ code: ours.code, words: wordsOf(ours.stderr) }).toEqual({
      code: theirs.code,
      words: wordsOf(theirs.stderr),
    });
    expect(ours.code).not.toBe(0);
    expect(ours.stderr).toMatch(says);
  };

  test('on a running node: refused up to 3.x, asked about since', async () => {
    if (suite === 'bookworm') return refusedLikeTheTool(other.node, /must be stopped|to be stopped/);
    await toolSays(host, 'add_vhost', 'precious');
    const command = new Watched(operator.onTerminal('-n', host.node, 'join_cluster', other.node));
    await command.says(/deletes all of its data.*\[y\/N\]/);
    command.child.stdin.write('n\r');
    expect(await command.ended).toMatchObject({ code: 64, stdout: expect.stringContaining('nothing was touched') });
    expect(await members(host)).toEqual([host.node]);
    expect(await toolSays(host, 'list_vhosts')).toContain('precious');
    await toolSays(host, 'delete_vhost', 'precious');
  });

  test('with itself, with nobody, with a node of another cookie', async () => {
    await toolSays(host, 'stop_app');
    // From now on this node knocks at the other one with a cookie that is not the other one's.
    await toolSays(host, 'eval', `erlang:set_cookie('${other.node}', wrong), erlang:disconnect_node('${other.node}').`);
    try {
      await refusedLikeTheTool(host.node, /cannot cluster node with itself/);
      await refusedLikeTheTool(`nosuch@${other.name}`, /nosuch@|noconnection/);
      await refusedLikeTheTool(other.node, /Erlang cookie|noconnection/);
    } finally {
      await toolSays(host, 'eval', `erlang:set_cookie('${other.node}', erlang:get_cookie()).`);
      await toolSays(host, 'start_app');
      await host.awaitBroker();
    }
    expect(await members(host)).toEqual([host.node]);
  });

  test('without SSH there is no way to join, and the error says so', async () => {
    const ended = await operator.run('--api-only', '-n', host.node, 'join_cluster', other.node);
    expect(ended.code).not.toBe(0);
    expect(ended.stderr).toMatch(/--api-only/);
  });
}

/** Not the clock and the process id of the tool, which differ from run to run. */
const wordsOf = (text: string): string =>
  withoutEscapes(text)
    .replaceAll(/\d\d:\d\d:\d\d\.\d+/g, 'TIME')
    .replaceAll(/rabbitmqcli-\d+-/g, 'rabbitmqcli-N-')
    .replaceAll(/Arguments given:\n.*\n/g, '');
