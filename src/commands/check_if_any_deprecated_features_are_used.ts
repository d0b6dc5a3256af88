import { listUsedDeprecatedFeatures } from '../api/deprecated-features.js';
import { command } from '../cli/command.js';
import { CheckFailed, UsageError } from '../errors.js';
import { nothing, value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when somebody uses a deprecated feature',
  tool: 'rabbitmq-diagnostics',
  repeatable: true,
  banner: () => 'Checking if any deprecated features are used ...',
  run: async ({ cluster, face, flags }) => {
    const used = await listUsedDeprecatedFeatures(cluster.api);
    if (used === undefined) throw new UsageError('deprecated features are listed since RabbitMQ 3.13');
    const names = used.map(({ name = '' }) => name);
    if (names.length > 0) {
      throw new CheckFailed(flags.silent ? '' : names.join('\n'), {
        details: { deprecated_features: names, message: 'Cluster reported deprecated features in use' },
      });
    }
    if (face === 'json') return value({ result: 'ok' });
    return flags.silent ? nothing : value('Cluster reported no deprecated features in use');
  },
});
