import { healthCheckIfAny } from '../api/health.js';
import { path } from '../api/management-api.js';
import { command } from '../cli/command.js';
import { integer, oneOf } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { CheckFailed, NotOverHttp } from '../errors.js';
import { value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when a certificate of the node expires soon',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  flags: {
    within: integer('how soon', 4),
    unit: oneOf('unit of --within', ['days', 'weeks', 'months', 'years'], 'weeks'),
  },
  examples: ['rabbitctl check_certificate_expiration --all-nodes --within 2 --unit months'],
  banner: async ({ node, version }) => {
    const which = has((await version()).rabbitmq, 'all_certificates_in_banner') ? ' for all certificates' : '';
    return `Checking certificate expiration${which} on node ${node.name} ...`;
  },
  run: async ({ node, face, flags: { within, unit } }) => {
    const check = path`health/checks/certificate-expiration/${String(within)}/${unit}`;
    const verdict = await healthCheckIfAny(node.api, check);
    if (verdict === undefined) throw new NotOverHttp('before 3.8.10 HTTP has no check of certificates');
    if (!verdict.ok) {
      const { reason, expired } = verdict.answer;
      throw new CheckFailed(String(reason), { node: node.name, details: { expired } });
    }
    return value(
      face === 'json'
        ? { result: 'ok' }
        : `No certificates are expiring within ${within} ${within === 1 ? unit.slice(0, -1) : unit}.`,
    );
  },
});
