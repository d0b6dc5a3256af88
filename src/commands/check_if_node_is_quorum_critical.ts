import { healthCheckIfAny } from '../api/health.js';
import { path } from '../api/management-api.js';
import { asRecord } from '../api/shapes.js';
import { command } from '../cli/command.js';
import { has } from '../cluster/capabilities.js';
import { type Exempt, singleNodeExempt } from '../cluster/status/check-exempt.js';
import { CheckFailed, NotOverHttp } from '../errors.js';
import { nothing, value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when some queue would lose its quorum without the node',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: async ({ node, version }) =>
    `Checking if node ${node.name} is critical for quorum of any ${kinds((await version()).rabbitmq)} ...`,
  run: async ({ node, face, flags, version }) => {
    const verdict = await healthCheckIfAny(node.api, path`health/checks/node-is-quorum-critical`);
    if (verdict === undefined) throw new NotOverHttp('before 3.8.10 HTTP has no check of quorums');
    const { reason, queues } = verdict.answer;
    if (verdict.ok) {
      const message = exempt(String(reason ?? ''), node.name);
      if (face === 'json') return value(message ? { result: 'ok', message: message.json } : { result: 'ok' });
      if (flags.silent) return nothing;
      const all = `Node ${node.name} reported no ${kinds((await version()).rabbitmq)} with minimum quorum`;
      return value(message?.text ?? all);
    }
    const lines = (Array.isArray(queues) ? queues : [])
      .map(asRecord)
      .map(
        ({ type, readable_name, name, virtual_host }) =>
          `${String(type ?? 'queue')} queue ${String(readable_name ?? name ?? '')} in vhost ${String(virtual_host ?? '')}`,
      );
    const message = `Node ${node.name} reported local queues that would lose their quorum if the node was shut down:\n${lines.join('\n')}`;
    throw new CheckFailed(flags.silent ? '' : message, { node: node.name, details: { message, queues } });
  },
});

const kinds = (version: string): string =>
  has(version, 'quorum_check_of_streams') ? 'queues/streams' : 'quorum queues';

/** Why the check does not apply, in the real tool's words. */
function exempt(reason: string, node: string): Exempt | undefined {
  const alone = singleNodeExempt(reason, node);
  if (alone !== undefined || !reason.includes('maintenance')) return alone;
  const text = `Node ${node} seems to be in maintenance mode, the check does not apply`;
  return { text, json: text };
}
