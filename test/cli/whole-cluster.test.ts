import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  it.each([
    ['one node listed of a cluster elsewhere', 'nodes = ["rabbit@mq2"]\napi = { url = "http://127.0.0.1:1" }'],
    ['a balancer and a machine', 'api = { url = "http://127.0.0.1:1" }\nssh = { host = "mq2" }'],
  ])('%s: what changes a node wants it named all the same', async (_, entry) => {
    const tool = await lab();
    writeFileSync(tool.config, `default = "prod"\n[clusters.prod]\n${entry}\n`);
    for (const words of [['reset'], ['on-node', '--', 'rabbitmqctl', 'reset']]) {
      const { code, stderr } = await run(['--config', tool.config, ...words]);
      expect({ words, code }).toEqual({ words, code: 64 });
      expect(stderr).toContain('Say which with -n');
    }
  });

  it.each(['reset', 'stop_app', 'force_reset'])('%s wants a node named where there are several', async (name) => {
    const tool = await lab();
    writeFileSync(tool.config, 'default = "prod"\n[clusters.prod]\nnodes = ["rabbit@mq1", "rabbit@mq2"]\n');
    const { code, stderr } = await run(['--config', tool.config, name]);
    expect(code).toBe(64);
    expect(stderr).toContain('Say which with -n: rabbit@mq1, rabbit@mq2.');
  });
});

describe('--all-nodes', () => {
  it('members are named by the own tool where guest, which nobody gave, may not log in', async () => {
    const node = await broker({ 'GET overview': 401, 'GET nodes': 401 });
    const tool = ownTool(node.url, { stdout: '{"running_nodes":["rabbit@mq1"]}' });
    const { code, stdout } = await run(['--config', tool.config, 'on-node', '--all-nodes', '--', 'rabbitmqctl', 'x']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'rabbit@mq1: {"running_nodes":["rabbit@mq1"]}\n' });
  });

  it('says once why the nodes’ own tools answer', async () => {
    const tool = await lab('Status\n');
    const { stdout, stderr } = await run(['--config', tool.config, 'status', '--all-nodes']);
    expect(stdout).toBe('rabbit@mq1: Status\n');
    expect(stderr.match(/Asking the node's own rabbitmqctl/g)).toHaveLength(1);
  });
});

describe('--nodes', () => {
  /** Two nodes with a tool each; the API of neither answers. */
  const two = () => {
    const [one, other] = [
      ownTool('http://127.0.0.1:1', { stdout: 'one\n' }),
      ownTool('http://127.0.0.1:1', { node: 'rabbit@mq2', stdout: 'other\n', code: 69 }),
    ];
    const exec = (config: string) => /exec = \[.*\]/.exec(readFileSync(config, 'utf8'))?.[0];
    writeFileSync(
      one.config,
      `default = "prod"
[clusters.prod]
nodes = ["rabbit@mq1", "rabbit@mq2"]
api = { url = "http://127.0.0.1:1" }
[clusters.prod.node."rabbit@mq1"]
ssh = { ${exec(one.config)} }
[clusters.prod.node."rabbit@mq2"]
ssh = { ${exec(other.config)} }
`,
    );
    return { config: one.config, one, other };
  };

  it.each(['rabbit@mq1,rabbit@mq2', 'mq1, mq2,mq1'])('%s: each once, and who failed', async (names) => {
    const { config, one, other } = two();
    const { code, stdout, stderr } = await run(['--config', config, 'rotate_logs', '--nodes', names]);
    expect(stdout.split('\n').toSorted()).toEqual(['', 'rabbit@mq1: one', 'rabbit@mq2: other']);
    expect({ code, stderr }).toEqual({
      code: 69,
      stderr: 'Failed on 1 of 2 nodes: rabbit@mq2 (exit code 69)\n',
    });
    expect([one.calls(), other.calls()].map((calls) => calls[0]?.words)).toEqual([
      ['--node', 'rabbit@mq1', 'rotate_logs'],
      ['--node', 'rabbit@mq2', 'rotate_logs'],
    ]);
  });

  it('as JSON, one at a time', async () => {
    const { config } = two();
    const argv = ['rotate_logs', '--nodes', 'mq1,mq2', '--parallel', '1', '--json'];
    const { code, stdout } = await run(['--config', config, ...argv]);
    expect(code).toBe(69);
    expect(JSON.parse(stdout)).toEqual({
      'rabbit@mq1': { code: 0, stdout: 'one\n', stderr: '' },
      'rabbit@mq2': { code: 69, stdout: 'other\n', stderr: '' },
    });
  });

  it('what is on stdin goes to each of them', async () => {
    const { config, one, other } = two();
    await run(['--config', config, 'eval', '--nodes', 'mq1,mq2'], { input: 'node().' });
    expect([...one.calls(), ...other.calls()].map(({ stdin }) => stdin)).toEqual(['node().', 'node().']);
  });

  it('where nobody tells the members, --all-nodes are those of the config file', async () => {
    const { config } = two();
    const { stdout, stderr } = await run(['--config', config, 'start_app', '--all-nodes']);
    expect(stdout.split('\n').toSorted()).toEqual(['', 'rabbit@mq1: one', 'rabbit@mq2: other']);
    expect(stderr).toMatch(/No node tells the members of prod .*: taking the 2 that the config file names/);
  });

  it.each([
    [['--nodes', 'mq1', '--all-nodes'], 64, 'exclude each other'],
    [['--nodes', 'mq1', '-n', 'mq2'], 64, 'exclude each other'],
    [['--nodes', ','], 64, 'names no node'],
    [['--parallel', '2'], 64, 'goes with --all-nodes or --nodes'],
    [['--all-nodes', '--parallel', '0'], 64, 'from 1 on'],
    [['--nodes', 'mq7'], 65, "no member of prod is called 'mq7'"],
  ])('%j ends with %i', async (words, expected, message) => {
    const { config, one } = two();
    const { code, stderr } = await run(['--config', config, 'rotate_logs', ...words]);
    expect(code).toBe(expected);
    expect(stderr).toContain(message);
    expect(one.calls().filter(({ words: said }) => said.includes('rotate_logs'))).toEqual([]);
  });

  it('of a rolling operation is one operation on these nodes, not one for each', async () => {
    const { config } = two();
    const { code, stderr } = await run(['--config', config, 'rolling-restart', 'plan', '--nodes', 'mq1,mq7']);
    expect(code).toBe(64);
    expect(stderr).toContain('mq7 is not a member of this cluster');
  });
});

describe('a broker that is down', () => {
  const down = {
    stdout: 'Listing users ...\n',
    stderr: "Error: unable to perform an operation on node 'rabbit@mq1'. Please see diagnostics\n",
    code: 69,
  };
  const both = (first: Parameters<typeof ownTool>[1], second: Parameters<typeof ownTool>[1]) => {
    const [one, two] = [ownTool('http://127.0.0.1:1', first), ownTool('http://127.0.0.1:1', second)];
    const exec = (config: string) => /exec = \[.*\]/.exec(readFileSync(config, 'utf8'))?.[0];
    writeFileSync(
      one.config,
      `default = "prod"
[clusters.prod]
nodes = ["rabbit@mq1", "rabbit@mq2"]
api = { url = "http://127.0.0.1:1" }
[clusters.prod.node."rabbit@mq1"]
ssh = { ${exec(one.config)} }
[clusters.prod.node."rabbit@mq2"]
ssh = { ${exec(two.config)} }
`,
    );
    return { config: one.config, one, two };
  };

  it('another member’s own tool answers for the whole cluster, and nothing of the first one’s words is shown', async () => {
    const { config } = both(down, { stdout: 'Listing users ...\nuser\ttags\n' });
    const { code, stdout, stderr } = await run(['--config', config, 'list_users']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Listing users ...\nuser\ttags\n' });
    expect(stderr).toMatch(
      /^Asking the node's own rabbitmqctl: .*\nrabbit@mq1 does not answer its own tool: asking rabbit@mq2's\n$/,
    );
  });

  it('so does one whose application is stopped, and the output may go into a file', async () => {
    const stopped = { ...down, code: 64, stderr: "Error: this command requires the 'rabbit' app to be running\n" };
    const { config, two } = both(stopped, { stdout: '{"users":[]}' });
    const file = join(dirname(config), 'definitions.json');
    const { code, stderr } = await run(['--config', config, '-q', 'export_definitions', file]);
    expect({ code, text: readFileSync(file, 'utf8') }).toEqual({ code: 0, text: '{"users":[]}' });
    expect(stderr).toContain("rabbit@mq1 has its application stopped: asking rabbit@mq2's\n");
    expect(two.calls()).toHaveLength(1);
  });

  it('a write goes no further: the broker may have died under it', async () => {
    const { config, two } = both(down, {});
    const { code, stderr } = await run(['--config', config, 'delete_vhost', 'shop']);
    expect(code).toBe(69);
    expect(stderr).toContain("unable to perform an operation on node 'rabbit@mq1'");
    expect(two.calls()).toEqual([]);
  });

  it('a write goes on where the application was stopped, and nothing was tried', async () => {
    const stopped = { code: 64, stderr: "Error: this command requires the 'rabbit' app to be running\n" };
    const { config, two } = both(stopped, { stdout: 'Deleting vhost "shop" ...\n' });
    const { code, stdout } = await run(['--config', config, 'delete_vhost', 'shop']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Deleting vhost "shop" ...\n' });
    expect(two.calls()).toHaveLength(1);
  });

  it('and the next machine cannot be reached: the error says what each said', async () => {
    const { config } = both(down, { stderr: 'rabbitctl-cannot: tool-missing\n', code: 69 });
    const { code, stderr } = await run(['--config', config, 'list_users']);
    expect(code).toBe(69);
    expect(stderr).toContain('no node answers, neither over HTTP nor through its own tool');
    expect(stderr).toContain("unable to perform an operation on node 'rabbit@mq1'");
    expect(stderr).toContain('Own tool of rabbit@mq2: ');
  });

  it('a failure of another kind stands', async () => {
    const { config, two } = both({ ...down, stderr: 'Error:\nsomething else\n' }, {});
    const { code, stdout, stderr } = await run(['--config', config, 'list_users']);
    expect({ code, stdout }).toEqual({ code: 69, stdout: 'Listing users ...\n' });
    expect(stderr).toContain('something else');
    expect(two.calls()).toEqual([]);
  });

  it('all of them: the last one’s words', async () => {
    const { config } = both(down, { ...down, stderr: down.stderr.replace('mq1', 'mq2') });
    const { code, stderr } = await run(['--config', config, 'list_users']);
    expect(code).toBe(69);
    expect(stderr).toContain("unable to perform an operation on node 'rabbit@mq2'");
  });

  it('and a command about that node: its own words', async () => {
    const { config, two } = both(down, {});
    const { code, stderr } = await run(['--config', config, '-n', 'rabbit@mq1', 'list_users']);
    expect(code).toBe(69);
    expect(stderr).toContain("unable to perform an operation on node 'rabbit@mq1'");
    expect(two.calls()).toEqual([]);
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
