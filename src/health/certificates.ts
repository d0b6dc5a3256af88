import { ApiUnavailable } from '../api/errors.js';
import { healthCheckIfAny } from '../api/health.js';
import { path } from '../api/management-api.js';
import { asRecord } from '../api/shapes.js';
import type { Node } from '../cluster/cluster.js';
import { CheckFailed } from '../errors.js';
import { askOwnTool } from '../upgrade/health/own-tool.js';
import type { Answering, Asked } from './ask-nodes.js';
import { eachNode } from './each-node.js';
import { type Finding, type Limits, type Outcome, outcome } from './finding.js';
import { judge } from './judge.js';

/** Certificates of listeners, and of the authorities that they name, that expire soon or have expired. */
export async function certificates(asked: Asked): Promise<Outcome> {
  const { warning } = asked.limits.certificates;
  if (warning === undefined) return outcome([]);
  return eachNode(asked, 'certificates', async (of) => {
    const expiring = await expiringOn(of, Math.ceil(warning));
    const found = expiring.flatMap((listener) => findingsOf(of.name, listener, asked.limits));
    return [...new Map(found.map((one) => [one.message, one])).values()];
  });
}

/** Listeners with such a certificate. Where HTTP cannot tell the node's own tool is asked. */
async function expiringOn({ node, name }: Answering, days: number): Promise<readonly Record<string, unknown>[]> {
  const answer = (await overHttp(node, days)) ?? (await byOwnTool({ node, name }, days));
  return Array.isArray(answer.expired) ? answer.expired.map(asRecord) : [];
}

/** Undefined before 3.8.10, and where the server fails: up to 4.0.5 it does for a listener without cacertfile. */
async function overHttp({ api }: Node, days: number): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return (await healthCheckIfAny(api, path`health/checks/certificate-expiration/${String(days)}/days`))?.answer;
  } catch (error) {
    if (error instanceof ApiUnavailable && error.why === 'server') return undefined;
    throw error;
  }
}

async function byOwnTool(
  of: Pick<Answering, 'node' | 'name'>,
  days: number,
): Promise<Readonly<Record<string, unknown>>> {
  const words = ['check_certificate_expiration', '--within', String(days), '--unit', 'days'];
  const { code, json, stderr } = await askOwnTool(of, 'rabbitmq-diagnostics', ...words);
  if (code === 0 || Array.isArray(json.expired)) return json;
  throw new CheckFailed(`rabbitmq-diagnostics ${words[0]} failed on ${of.name} with code ${code}`, { hint: stderr });
}

function findingsOf(node: string, listener: Readonly<Record<string, unknown>>, limits: Limits): readonly Finding[] {
  return (['certfile', 'cacertfile'] as const).flatMap((kind) => {
    const times = listener[`${kind}_expires_on`];
    return (Array.isArray(times) ? times : []).map((time) =>
      expiring(node, `${textOf(listener[kind])}`, String(time), limits),
    );
  });
}

/** Times are the server's, in UTC: `2026-12-02 9:20:30`. What it cannot read it says in other words. */
function expiring(node: string, file: string, time: string, limits: Limits): Finding {
  const [, day = '', clock = ''] = /^(\d{4}-\d\d-\d\d) (\d{1,2}:\d\d:\d\d)$/.exec(time) ?? [];
  const advice = `Put a new one in its place; the listener reads it for new connections within a minute or so, or at once after rabbitctl -n ${node} eval 'ssl:clear_pem_cache().'`;
  const end = Date.parse(`${day}T${clock.padStart(8, '0')}Z`);
  if (Number.isNaN(end)) {
    return {
      check: 'certificates',
      level: 'critical',
      node,
      message: `the certificate in ${file} cannot be used: ${time}`,
      advice,
    };
  }
  const days = (end - Date.now()) / 86_400_000;
  const level = days <= 0 || judge('certificates', days, limits) === 'critical' ? 'critical' : 'warning';
  const message =
    days <= 0
      ? `the certificate in ${file} has expired on ${day}`
      : `the certificate in ${file} expires on ${day}, in ${Math.floor(days)} days`;
  return { check: 'certificates', level, node, message, advice, value: Math.floor(days) };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : 'a listener');
