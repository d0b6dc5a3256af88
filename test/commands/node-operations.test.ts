import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import addNode from '../../src/commands/add-node.js';
import createCluster from '../../src/commands/create-cluster.js';
import doctor from '../../src/commands/doctor.js';
import drainNode from '../../src/commands/drain-node.js';
import removeNode from '../../src/commands/remove-node.js';
import replaceNode from '../../src/commands/replace-node.js';
import restartNode from '../../src/commands/restart-node.js';
import startCluster from '../../src/commands/start-cluster.js';
import stopCluster from '../../src/commands/stop-cluster.js';
import { run } from '../cli/world.js';

const operations = {
  'add-node': addNode,
  'remove-node': removeNode,
  'replace-node': replaceNode,
  'drain-node': drainNode,
  'restart-node': restartNode,
  'create-cluster': createCluster,
};

describe.each(Object.entries(operations))('%s', (name, { definition }) => {
  const state = mkdtempSync(join(tmpdir(), 'rabbitctl-operation-'));
  afterAll(() => rmSync(state, { recursive: true, force: true }));
  const here = { env: { XDG_STATE_HOME: state } };

  it('has nothing of packages to ask', () => {
    expect(Object.keys(definition.flags ?? {}).filter((flag) => /^(to|hold|canary|feature-flags)$/.test(flag))).toEqual(
      [],
    );
  });

  it('needs a node, and asks no cluster to say so', async () => {
    const { code, stderr } = await run([name, '--yes'], here);
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringContaining('which node') });
  });

  it('lists the runs that this machine knows without asking a cluster', async () => {
    const { code, stdout } = await run([name, 'history', '--json'], here);
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: '[]' });
  });

  it('has no options of an upgrade', async () => {
    const { code, stderr } = await run([name, 'rabbit@mq1', '--to', '4.0.9'], here);
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringContaining('--to') });
  });
});

describe.each(Object.entries({ 'stop-cluster': stopCluster, 'start-cluster': startCluster }))(
  '%s',
  (name, { definition }) => {
    const state = mkdtempSync(join(tmpdir(), 'rabbitctl-operation-'));
    afterAll(() => rmSync(state, { recursive: true, force: true }));
    const here = { env: { XDG_STATE_HOME: state } };

    it('is about all nodes: it takes none, and nothing of packages', async () => {
      expect(Object.keys(definition.flags ?? {})).not.toContain('to');
      const { code, stderr } = await run([name, 'rabbit@mq1', '--yes'], here);
      expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringContaining('rabbit@mq1') });
    });

    it('lists the runs that this machine knows without asking a cluster', async () => {
      const { code, stdout } = await run([name, 'history', '--json'], here);
      expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: '[]' });
    });
  },
);

describe('replace-node', () => {
  it.each([['rabbit@mq1'], ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3']])(
    'takes an old node and a new one, not %s %s',
    async (...nodes) => {
      const { code } = await run(['replace-node', ...nodes, '--yes']);
      expect(code).toBe(64);
    },
  );
});

describe('create-cluster', () => {
  const nodes = ['create-cluster', 'rabbit@mq1', 'rabbit@mq2', '--yes'];
  it.each([
    [['--admin-password-file', 'secret'], '--admin NAME'],
    [['--guest-password-file', 'secret'], '--guest change-password'],
    [['--guest', 'change-password', '--admin', 'ops'], 'one password can be asked for'],
    [['--guest', 'forget'], 'keep, delete, change-password'],
    [['--definitions', '/nowhere/definitions.json'], '/nowhere/definitions.json'],
  ])('refuses %s before it asks a cluster', async (options, said) => {
    const { code, stderr } = await run([...nodes, ...options]);
    expect({ code: [64, 65, 66].includes(code), stderr }).toEqual({
      code: true,
      stderr: expect.stringContaining(said),
    });
  });
});

describe('doctor', () => {
  it('refuses an option that it does not know, before it connects', async () => {
    expect(doctor.definition.section).toBe('whole_cluster');
    const { code, stderr } = await run(['doctor', '--nonsense']);
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringContaining('--nonsense') });
  });
});
