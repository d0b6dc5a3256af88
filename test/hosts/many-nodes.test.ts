import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { findTraffic, loseTraffic } from '../lab/network.js';
import { withLab } from '../lab/with-lab.js';
import { Operator } from './operator.js';
import { Watched } from './processes.js';
import { ensureAlone } from './states.js';

/** When it began and when it ended, by the one clock that all hosts of a lab share. */
const span = '{erlang:system_time(millisecond), timer:sleep(4000), erlang:system_time(millisecond)}.';

interface Span {
  readonly start: number;
  readonly end: number;
}

withLab('trixie', 'many nodes at once', (lab: () => Lab) => {
  let hosts: readonly LabHost[];
  let names: readonly string[];
  let operator: Operator;
  /** Seconds until a host that says nothing is given up. */
  const patience = 8;

  beforeAll(async () => {
    hosts = lab().hosts.slice(-3);
    await ensureAlone(...hosts);
    names = hosts.map(({ node }) => node);
    const config = join(lab().directory, 'ssh_config.patience');
    writeFileSync(config, `Host *\n  ConnectTimeout ${patience}\nInclude ${lab().sshConfigFile}\n`);
    operator = new Operator(lab(), { hosts, ssh: { config_file: config } });
  });
  afterAll(() => operator?.leave());

  const spans = (stdout: string): readonly Span[] =>
    [...stdout.matchAll(/^(\S+): \{(\d+),ok,(\d+)\}$/gm)].map(([, , start, end]) => ({
      start: Number(start),
      end: Number(end),
    }));

  test('three nodes work at the same time', async () => {
    const { code, stdout, stderr } = await operator.run('eval', span, '--nodes', names.join(','));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(names.filter((name) => stdout.includes(`${name}: {`))).toEqual(names);
    const found = spans(stdout);
    expect(found).toHaveLength(3);
    expect(Math.max(...found.map(({ start }) => start))).toBeLessThan(Math.min(...found.map(({ end }) => end)));
  });

  test('--parallel 1: one after the other', async () => {
    const { code, stdout } = await operator.run('eval', span, '--nodes', names.join(','), '--parallel', '1');
    expect(code).toBe(0);
    const found = spans(stdout).toSorted((one, other) => one.start - other.start);
    expect(found).toHaveLength(3);
    for (const [index, { start }] of found.slice(1).entries()) {
      expect(start).toBeGreaterThanOrEqual(found[index]?.end ?? Number.POSITIVE_INFINITY);
    }
  });

  describe('with one of them out of reach', () => {
    let lost: LabHost;
    let reached: readonly LabHost[];

    beforeAll(async () => {
      [lost, ...reached] = hosts as [LabHost, ...LabHost[]];
      // Its answers to this machine, the first of the subnet, go nowhere.
      await loseTraffic(lost.name, lost.address.replace(/\d+$/, '1'));
    });
    afterAll(() => findTraffic(lost.name));

    test('the other two are done long before; the end comes at its deadline, and says who failed', async () => {
      const begun = Date.now();
      const command = new Watched(operator.start('eval', 'node().', '--nodes', names.join(',')));
      let over = false;
      void command.ended.then(() => {
        over = true;
      });
      for (const { node } of reached) await command.says(`${node}: ${node}\n`);
      expect(over).toBe(false);
      const { code, stdout, stderr } = await command.ended;
      expect(Date.now() - begun).toBeGreaterThanOrEqual(patience * 1000);
      expect(code).toBe(69);
      expect(stdout.trimEnd().split('\n').toSorted()).toEqual(reached.map(({ node }) => `${node}: ${node}`).toSorted());
      expect(stderr).toContain(`${lost.node}: Error: `);
      expect(stderr.trimEnd().split('\n').at(-1)).toBe(`Failed on 1 of 3 nodes: ${lost.node} (exit code 69)`);
    });

    test('JSON has its error beside the answers of the others', async () => {
      const { code, stdout, stderr } = await operator.run('is_booting', '--json', '--nodes', names.join(','));
      expect(stdout, stderr).not.toBe('');
      const answers = JSON.parse(stdout) as Record<string, Record<string, unknown>>;
      expect(Object.keys(answers)).toEqual(names);
      expect(answers[lost.node]).toMatchObject({ code: 69, result: 'error' });
      for (const { node } of reached) expect(answers[node]).toMatchObject({ result: false });
      expect({ code, summary: JSON.parse(stderr) }).toEqual({
        code: 69,
        summary: { result: 'error', message: 'Failed on 1 of 3 nodes', codes: { [lost.node]: 69 } },
      });
    });
  });
});
