import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { broker } from './broker.js';
import { ownTool } from './own-tool.js';
import { run } from './world.js';

const overview = { node: 'rabbit@mq1', rabbitmq_version: '4.0.5', erlang_version: '27.1' };
const nodes = [{ name: 'rabbit@mq1', running: true }];

async function lab(stdout = 'said\n') {
  const node = await broker({ 'GET overview': overview, 'GET nodes': nodes });
  return ownTool(node.url, { stdout });
}

describe('on-node', () => {
  it('from the tool on, every option is the tool’s', async () => {
    const tool = await lab();
    await run(['--config', tool.config, 'on-node', 'rabbitmqctl', 'purge_queue', 'q', '-p', 'shop', '-q']);
    expect(tool.calls()[0]?.words).toEqual(['--node', 'rabbit@mq1', 'purge_queue', 'q', '-p', 'shop', '-q']);
  });

  it('--dry-run runs nothing, on all nodes either', async () => {
    const tool = await lab();
    const { code, stderr } = await run([
      '--config',
      tool.config,
      'on-node',
      '--all-nodes',
      '--dry-run',
      'rabbitmqctl',
      'reset',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '--dry-run: nothing was run.\n' });
    expect(tool.calls()).toEqual([]);
  });
});

describe('which node', () => {
  it.each(['reset', 'stop_app', 'force_reset'])('%s wants a node named where there are several', async (name) => {
    const tool = await lab();
    writeFileSync(tool.config, 'default = "prod"\n[clusters.prod]\nnodes = ["rabbit@mq1", "rabbit@mq2"]\n');
    const { code, stderr } = await run(['--config', tool.config, name]);
    expect(code).toBe(64);
    expect(stderr).toContain('Say which with -n: rabbit@mq1, rabbit@mq2.');
  });
});

describe('--all-nodes', () => {
  it('says once why the nodes’ own tools answer', async () => {
    const tool = await lab('Status\n');
    const { stdout, stderr } = await run(['--config', tool.config, 'status', '--all-nodes']);
    expect(stdout).toBe('rabbit@mq1: Status\n');
    expect(stderr.match(/Asking the node's own rabbitmqctl/g)).toHaveLength(1);
  });
});

describe('limits of time', () => {
  it('one of the environment reaches the node’s own tool', async () => {
    const tool = await lab();
    await run(['--config', tool.config, 'list_queues', 'pid'], { env: { RABBITCTL_TIMEOUT: '7' } });
    expect(tool.calls()[0]?.words).toEqual(['--node', 'rabbit@mq1', 'list_queues', '--timeout', '7', 'pid']);
  });

  it('and the banner', async () => {
    const node = await broker({ 'GET overview': overview, 'GET queues/%2F': [] });
    const { stdout } = await run(['--url', node.url, 'list_queues'], { env: { RABBITCTL_TIMEOUT: '7' } });
    expect(stdout).toContain('Timeout: 7.0 seconds ...\n');
  });
});
