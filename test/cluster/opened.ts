import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.js';
import { configFrom } from '../../src/cluster/config-text.js';
import { openCluster, type Surroundings } from '../../src/cluster/open.js';
import { resolveSettings, type SettingsFlags } from '../../src/cluster/settings.js';
import type { Host } from '../../src/ssh/host.js';
import { type BrokerFacts, type FakeBroker, fakeBroker } from './fake-broker.js';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

/** Three nodes on this machine, by their ports. */
export const three = (ports: readonly number[]): string =>
  [
    '[clusters.prod]',
    'nodes = ["a@lap", "b@lap", "c@lap"]',
    'api = { url = "http://{host}:15672", username = "ops", password = "pw" }',
    ...ports.map(
      (port, index) => `[clusters.prod.node."${'abc'[index]}@lap"]\napi = { url = "http://127.0.0.1:${port}" }`,
    ),
  ].join('\n');

/** Closed after the test, as everything here. */
export async function broke(facts: BrokerFacts): Promise<FakeBroker> {
  const broker = await fakeBroker(facts);
  opened.push(broker);
  return broker;
}

/** An API at which nothing listens. */
export const refusing: Surroundings['openApi'] = ({ url }) => ({
  url,
  request: async () => {
    const { ApiUnavailable } = await import('../../src/api/errors.js');
    throw new ApiUnavailable('refused', `nothing listens at ${url}`, { reached: false });
  },
  // biome-ignore lint/correctness/useYield: it fails before it could
  async *stream() {
    throw new Error('not used');
  },
  // biome-ignore lint/correctness/useYield: it fails before it could
  async *items() {
    throw new Error('not used');
  },
  close: async () => {},
});

/** A cluster whose machines answer tools with the given JSON and connect from here. */
export async function open(
  flags: SettingsFlags,
  file = '',
  tools: Readonly<Record<string, unknown>> = {},
  openApi?: Surroundings['openApi'],
  askSecret?: Surroundings['askSecret'],
) {
  const said: string[] = [];
  const ran: string[] = [];
  const connected: string[] = [];
  const { config } = await configFrom(file, 'c.toml');
  const settings = resolveSettings({ flags, env: {}, config, machine: { hostname: 'lap', user: 'me' } });
  const host: Host = {
    name: 'a fake',
    run: async (argv) => {
      const line = argv.slice(argv.indexOf('rabbitctl') + 2).join(' ');
      ran.push(line);
      const tool = line.split(' ')[0] ?? '';
      const answer = (line.includes('--offline') ? tools[`${tool} --offline`] : undefined) ?? tools[tool];
      const code = answer === undefined ? 69 : 0;
      return { stdout: JSON.stringify(answer ?? ''), stderr: '', code, seconds: 0 };
    },
    connect: (address, port) => {
      connected.push(`${address}:${port}`);
      return new Promise<Duplex>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => resolve(socket)).once('error', reject);
      });
    },
    close: async () => {},
  };
  const cluster: Cluster = openCluster(settings, {
    env: {},
    warn: (line) => said.push(line),
    openHost: () => host,
    openApi,
    askSecret,
  });
  opened.push(cluster);
  return { cluster, said, ran, connected };
}
