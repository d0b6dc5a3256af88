import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/cluster/config-text.js';
import { resolveSettings } from '../../src/cluster/settings.js';
import { root } from '../surface/source-imports.js';

interface Block {
  readonly page: string;
  readonly line: number;
  readonly text: string;
}

const pages = ['README.md', ...readdirSync(join(root, 'docs'), { encoding: 'utf8' }).map((name) => `docs/${name}`)];
const blocksOf = (page: string, language: string): readonly Block[] => {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => ({
    page,
    line: text.slice(0, match.index).split('\n').length,
    text: match[1] ?? '',
  }));
};
/** A line that stands for what a cluster has. */
const whole = ({ text }: Block): string =>
  /^\s*\[/m.test(text) ? text : `[clusters.one]\nnodes = ["rabbit@mq1", "rabbit@mq2"]\n${text}`;
const read = async (block: Block) => (await configFrom(whole(block), '/etc/rabbitctl.toml')).config;

const configs = pages.filter((page) => page.endsWith('.md')).flatMap((page) => blocksOf(page, 'toml'));

it.each(configs)('$page, line $line: the config file is one that is taken, without a warning', async (block) => {
  const config = await read(block);
  expect(config.warnings).toEqual([]);
  expect(config.clusters.size).toBeGreaterThan(0);
});

describe('docs/containers.md', () => {
  const [compose, set] = blocksOf('docs/containers.md', 'yaml').map(({ text }) => text) as [string, string];
  const [forCompose, forSet] = blocksOf('docs/containers.md', 'toml').filter(({ text }) => /^default/m.test(text));
  const nodeOf = async (block: Block | undefined, node: string) => {
    const machine = { hostname: 'lap', user: 'ops' };
    const config = await read(block as Block);
    const [first] = resolveSettings({ flags: { node }, env: { RABBITMQ_PASSWORD: 'x' }, config, machine }).nodes;
    return { name: first.name.value, url: first.api.url.value, exec: first.ssh.exec.value };
  };

  it.each(['mq1', 'mq2', 'mq3'])('compose file and config agree on %s: container, host name and port', async (name) => {
    const service = compose.slice(compose.indexOf(`  ${name}:\n`)).split(/\n {2}\w/, 2)[0] ?? '';
    expect(service).toContain(`container_name: ${name}\n`);
    expect(service).toContain(`hostname: ${name}\n`);
    const [, port] = /127\.0\.0\.1:(\d+):15672/.exec(service) ?? [];
    expect(await nodeOf(forCompose, name)).toEqual({
      name: `rabbit@${name}`,
      url: `http://127.0.0.1:${port}`,
      exec: ['docker', 'exec', '-i', name],
    });
  });

  it.each([0, 1, 2])('StatefulSet and config agree on pod %i', async (index) => {
    expect(set).toContain('replicas: 3\n');
    const pod = `rabbitmq-${index}`;
    const { name, exec } = await nodeOf(forSet, pod);
    // What the pod makes of its name is what the config calls the node.
    const [, pattern = ''] = /RABBITMQ_NODENAME, value: "([^"]+)"/.exec(set) ?? [];
    expect(name).toBe(pattern.replace('$(POD)', pod));
    expect(exec).toEqual(['kubectl', '-n', 'default', 'exec', '-i', pod, '--']);
  });

  it.each([compose, set])('YAML is indented by twos, without tabs, quotes and brackets closed', (text) => {
    expect(text).not.toMatch(/\t/);
    for (const line of text.split('\n')) {
      expect((/^ */.exec(line)?.[0].length ?? 0) % 2, line).toBe(0);
      for (const [open, close] of ['{}', '[]']) {
        expect(line.split(open as string).length, line).toBe(line.split(close as string).length);
      }
      expect(line.split('"').length % 2, line).toBe(1);
    }
  });
});
