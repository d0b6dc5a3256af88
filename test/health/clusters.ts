import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiRefused } from '../../src/api/errors.js';
import type { Cluster, Node } from '../../src/cluster/cluster.js';
import { thresholdNames, thresholdOf } from '../../src/cluster/health-thresholds.js';
import { CheckFailed, type CliError, NotFound } from '../../src/errors.js';
import type { Finding, Limits } from '../../src/health/finding.js';
import type { HealthReport } from '../../src/health/report.js';
import { type HealthOptions, takeHealth } from '../../src/health/take-health.js';
import { type Answers, administrator, fakeApi } from '../commands/fakes.js';

export const three = ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'] as const;

/** What node answered when it was asked: 4.0.5, recorded. */
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/http-answers.json'), 'utf8')) as {
  readonly overview: Readonly<Record<string, unknown>>;
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
};

export interface Facts {
  /** Over the answers of a node with which all is well; an error is thrown. */
  readonly answers?: Answers;
  /** Over its own row in its own view. */
  readonly row?: Readonly<Record<string, unknown>>;
  /** In the place of its whole view. */
  readonly view?: readonly unknown[];
  readonly version?: string;
  /** Nobody listens there. */
  readonly silent?: CliError;
  /** Who asks it told, which asks no peer; everything else fails so. */
  readonly heldUp?: CliError;
  /** Seconds that its clock is ahead. */
  readonly ahead?: number;
  /** What its own tools answer, by their command. */
  readonly tools?: Readonly<
    Record<string, { readonly code: number; readonly stdout?: string; readonly stderr?: string }>
  >;
}

export const row = (name: string, more: object = {}) => ({ ...recorded.nodes[0], name, ...more });

/** A row of a node that does not run, as its peers tell it. */
export const downRow = (name: string) => ({ name, type: 'disc', running: false, being_drained: false });

export const failed = (answer: Readonly<Record<string, unknown>>) =>
  new ApiRefused('failed', { status: 503, answer: { status: 'failed', ...answer } });

/** One node of a cluster of three, with which all is well but for the facts. */
export function nodeOf(name: string, members: readonly string[], facts: Facts = {}): Node {
  const { heldUp, silent = heldUp, version = '4.0.5', view } = facts;
  const overview = {
    ...recorded.overview,
    ...{ node: name, rabbitmq_version: version },
    listeners: [
      { node: name, protocol: 'amqp', ip_address: '::', port: 5672 },
      { node: name, protocol: 'clustering', ip_address: '::', port: 25672 },
      { node: name, protocol: 'http', ip_address: '::', port: 15672 },
    ],
  };
  const ok = { status: 'ok' };
  const answers: Answers = {
    'GET overview': overview,
    'GET nodes': view ?? members.map((member) => row(member, member === name ? facts.row : {})),
    'GET health/checks/alarms': ok,
    'GET health/checks/virtual-hosts': ok,
    'GET health/checks/node-is-quorum-critical': ok,
    'GET health/checks/certificate-expiration/30/days': ok,
    'GET deprecated-features/used': [],
    'GET feature-flags': [{ name: 'quorum_queue', state: 'enabled', stability: 'required' }],
    'GET queues': [],
    'GET config/effective':
      '[{rabbit,[{tcp_listeners,[5672]},{ssl_listeners,[]}]},\n {rabbitmq_management,[{tcp_config,[]}]}]\n',
    ...facts.answers,
  };
  const api = fakeApi(silent === undefined ? answers : {});
  if (silent !== undefined) api.request = async () => Promise.reject(silent);
  const run = async (argv: readonly string[]) => {
    const ended = { stderr: '', code: 0, seconds: 0 };
    if (argv[0] === 'date') return { ...ended, stdout: `${(Date.now() / 1000 + (facts.ahead ?? 0)).toFixed(9)}\n` };
    const command = Object.keys(facts.tools ?? {}).find((word) => argv.includes(word));
    if (command === undefined) throw new CheckFailed(`${name} has no such tool`, { node: name });
    return { stdout: '', ...ended, ...facts.tools?.[command] };
  };
  const address = fakeApi(heldUp === undefined ? {} : administrator);
  return { name, api, address, host: { name, run }, sudo: false } as unknown as Node;
}

/** A cluster of these nodes; its members are told by the first that answers, if any does. */
export function clusterOf(nodes: readonly Node[], members: readonly string[]): Cluster {
  const tell = async () => {
    for (const node of nodes) {
      const answered = await node.api.request('GET', 'nodes' as never).catch(() => undefined);
      if (answered !== undefined) return nodes.filter(({ name }) => members.includes(name));
    }
    throw (await nodes[0]?.api.request('GET', 'nodes' as never).catch((error: unknown) => error)) as Error;
  };
  return { name: 'prod', nodes, api: nodes[0]?.api, members: tell } as unknown as Cluster;
}

export const usualLimits = Object.fromEntries(
  thresholdNames.map((name) => [name, thresholdOf(name, undefined)]),
) as Limits;

/** The report about a cluster of three. */
export async function healthOf(
  facts: readonly Facts[] = [],
  options: Partial<HealthOptions> = {},
): Promise<HealthReport> {
  const nodes = three.map((name, at) => nodeOf(name, three, facts[at]));
  return takeHealth(clusterOf(nodes, three), { limits: usualLimits, skip: [], apiOnly: false, ...options });
}

/** `critical running rabbit@mq3: is down`. */
export const told = (report: HealthReport): readonly string[] => report.findings.map(line);

const line = ({ level, check, node, message }: Finding): string =>
  `${level} ${[check, node].filter(Boolean).join(' ')}: ${message}`;

export const notFound = new NotFound('Not Found');
