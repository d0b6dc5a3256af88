import { healthCheckIfAny } from '../api/health.js';
import { path } from '../api/management-api.js';
import { asRecord } from '../api/shapes.js';
import { command } from '../cli/command.js';
import { has } from '../cluster/capabilities.js';
import { singleNodeExempt } from '../cluster/status/check-exempt.js';
import { CheckFailed, NotOverHttp } from '../errors.js';
import { nothing, value } from '../format/result.js';

export default command({
  section: 'deprecated',
  summary: 'Up to 3.x: fails when a mirrored queue would lose its only synchronised mirror without the node',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: async ({ node, version }) =>
    has((await version()).rabbitmq, 'mirrored_queues')
      ? `Checking if node ${node.name} is critical for data safety of any classic mirrored queues ...`
      : 'This command is DEPRECATED and is a no-op. It will be removed in a future version.',
  run: async ({ node, face, flags, version }) => {
    if (!has((await version()).rabbitmq, 'mirrored_queues')) return value(face === 'json' ? { result: 'ok' } : 'ok');
    const verdict = await healthCheckIfAny(node.api, path`health/checks/node-is-mirror-sync-critical`);
    if (verdict === undefined) throw new NotOverHttp('before 3.8.10 HTTP has no check of mirrors');
    const { reason, queues } = verdict.answer;
    if (verdict.ok) {
      const exempt = singleNodeExempt(String(reason ?? ''), node.name);
      if (face === 'json') return value(exempt ? { result: 'ok', message: exempt.json } : { result: 'ok' });
      if (flags.silent) return nothing;
      const all = `Node ${node.name} reported no classic mirrored queues without a synchronised mirror`;
      return value(exempt?.text ?? all);
    }
    const lines = (Array.isArray(queues) ? queues : []).map((queue) => String(asRecord(queue).readable_name ?? ''));
    const message = `Node ${node.name} reported local classic mirrored queues without a synchronised mirror online:\n${lines.join('\n')}`;
    throw new CheckFailed(flags.silent ? '' : message, { node: node.name, details: { message, queues } });
  },
});
