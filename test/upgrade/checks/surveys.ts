import { ApiRefused } from '../../../src/api/errors.js';
import type { ManagementApi } from '../../../src/api/management-api.js';
import { CheckFailed, type CliError, NotFound } from '../../../src/errors.js';
import type { Member } from '../../../src/upgrade/member.js';
import type { RunOptions } from '../../../src/upgrade/run-options.js';
import type { MemberMatter, MemberSurvey, Survey } from '../../../src/upgrade/survey.js';
import type { Verdict } from '../../../src/upgrade/verdict.js';
import { itemsByRequest } from '../../items-by-request.js';

export const upgradeTo = (target: string, more: Partial<RunOptions> = {}): RunOptions => ({
  ...{ kind: 'upgrade', target, soak: 0, parallelStage: 5, timeouts: {}, packages: 'auto', hold: false },
  ...{ coldBackup: false, overrides: [], featureFlags: 'ask', khepri: false },
  ...more,
});

export function restart(more: Partial<RunOptions> = {}): RunOptions {
  const { target: _, ...options } = upgradeTo('', more);
  return { ...options, kind: 'restart' };
}

/** Answers by path; an error is thrown; what has no answer is not found, as in an old version. */
export type Answers = Readonly<Record<string, unknown>>;

export function api(answers: Answers, version: string): ManagementApi {
  const request: ManagementApi['request'] = async (_method, path) => {
    const answer = path === 'overview' ? { rabbitmq_version: version } : answers[path];
    if (answer === undefined) throw new NotFound('Not Found');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return {
    url: 'http://fake',
    request,
    items: itemsByRequest(request),
    stream: () => {
      throw new Error('not used');
    },
    close: async () => {},
  };
}

export const failedCheck = (answer: Readonly<Record<string, unknown>>): ApiRefused =>
  new ApiRefused('failed', { status: 503, answer: { status: 'failed', ...answer } });

/** What a node's own tool answers, by its command; one that has no answer fails. */
export type Tools = Readonly<
  Record<string, { readonly code: number; readonly stdout?: string; readonly stderr?: string }>
>;

export interface Facts extends Partial<Omit<MemberSurvey, 'name' | 'member'>> {
  readonly version?: string;
  readonly answers?: Answers;
  readonly tools?: Tools;
}

const healthy: Answers = {
  'health/checks/alarms': { status: 'ok' },
  'health/checks/virtual-hosts': { status: 'ok' },
  'health/checks/node-is-quorum-critical': { status: 'ok' },
  'health/checks/node-is-mirror-sync-critical': { status: 'ok' },
  'health/checks/metadata-store/initialized/with-data': { status: 'ok' },
  'deprecated-features/used': [],
};

/** A node with which all is well, but for the given facts. */
export function member(
  name: string,
  { version = '4.0.5', answers = {}, tools = {}, ...facts }: Facts = {},
): MemberSurvey {
  const host = {
    name: name.split('@')[1] ?? name,
    run: async (argv: readonly string[]) => {
      const command = Object.keys(tools).find((word) => argv.includes(word));
      if (command === undefined) throw new CheckFailed(`${name} has no such tool`, { node: name });
      return { stdout: '', stderr: '', seconds: 0, ...tools[command], code: tools[command]?.code ?? 0 };
    },
  };
  const node = { name, api: api({ ...healthy, ...answers }, version), host, sudo: false };
  return {
    ...{ name, member: { name, node } as unknown as Member, problems: [] },
    overview: { node: name, rabbitmq_version: version, erlang_version: '26.2.5' },
    view: undefined,
    probe: { service: 'active', instance: `boot:${name}:1`, startedAt: 100, processes: 1, registered: true },
    installed: { version: `${version}-1`, rabbitmq: version, installedAt: 50, held: false, packages: [] },
    ...{ candidate: undefined, changes: undefined },
    files: { 'rabbitmq.conf': '', 'advanced.config': '', enabled_plugins: '[rabbitmq_management].' },
    disk: { data: 1e6, free: 1e12, freeForPackages: 1e12, isHere: true, canBeKept: true },
    ...facts,
  };
}

/** Members that all see each other, unless they say otherwise. */
export function survey(members: readonly MemberSurvey[], more: Partial<Survey> = {}): Survey {
  const view = members.map(({ name }) => ({ name, type: 'disc', running: true, being_drained: false, partitions: [] }));
  return {
    members: members.map((of) => ({ ...of, view: of.view ?? (of.overview === undefined ? undefined : view) })),
    ...{ flags: [], queues: [], user: { name: 'ops', tags: ['administrator'] }, problems: [] },
    ...more,
  };
}

export const three = (facts: Facts = {}, more: Partial<Survey> = {}): Survey =>
  survey(
    ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'].map((name) => member(name, facts)),
    more,
  );

export const problem = (what: MemberMatter, error: CliError) => ({ problems: [{ what, error }] });

/** `blocker rabbit@mq1: words` or `warning: words`; with the override where there is one. */
export const told = (verdicts: readonly Verdict[]): readonly string[] =>
  verdicts.map(({ level, node, message, override }) => {
    const way = override === undefined ? '' : ` [${override}]`;
    return `${level}${node === undefined ? '' : ` ${node}`}: ${message}${way}`;
  });
