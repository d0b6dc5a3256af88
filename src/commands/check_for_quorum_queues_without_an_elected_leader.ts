import { healthCheckIfAny } from '../api/health.js';
import { path } from '../api/management-api.js';
import { command } from '../cli/command.js';
import { flag, text, vhost } from '../cli/input.js';
import { CheckFailed, NotOverHttp } from '../errors.js';
import { nothing, value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when a quorum queue has no leader that answers; since 4.1',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  args: { pattern: text('regular expression that the names of the queues match') },
  flags: { vhost, 'across-all-vhosts': flag('in every virtual host') },
  examples: ["rabbitctl check_for_quorum_queues_without_an_elected_leader --across-all-vhosts '.*'"],
  banner: ({ args, flags }) =>
    `Checking leader replicas of quorum queues matching '${args.pattern}' in ${flags['across-all-vhosts'] ? 'all vhosts' : `vhost ${flags.vhost}`} ...`,
  run: async ({ node, args, flags, face }) => {
    const verdict = await healthCheckIfAny(
      node.api,
      flags['across-all-vhosts']
        ? path`health/checks/quorum-queues-without-elected-leaders/all-vhosts/pattern/${args.pattern}`
        : path`health/checks/quorum-queues-without-elected-leaders/vhost/${flags.vhost}/pattern/${args.pattern}`,
    );
    // An unknown virtual host is not found either.
    if (verdict === undefined) throw new NotOverHttp('HTTP does not check the leaders of that virtual host');
    // Of its kind this check alone says nothing with -q either.
    const tersely = flags.silent || flags.quiet;
    if (!verdict.ok) {
      const { reason, queues } = verdict.answer;
      throw new CheckFailed(tersely ? '' : String(reason), {
        node: node.name,
        details: { message: reason, queues },
      });
    }
    const message = `Node ${node.name} reported all quorum queue as having responsive leader replicas`;
    if (face === 'json') return value({ result: 'ok', message });
    return tersely ? nothing : value(message);
  },
});
