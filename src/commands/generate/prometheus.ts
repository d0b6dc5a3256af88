import { command } from '../../cli/command.js';
import { duration } from '../../cli/duration-input.js';
import { type Flag, flag, option, ours } from '../../cli/input.js';

const withDefault = (description: string, missing: string): Flag<string> =>
  ours({ ...option(`${description}; default ${missing}`), parse: (word: string) => word, missing });

export default command({
  section: 'whole_cluster',
  summary: 'Prints a configuration of Prometheus that asks every node for its metrics',
  flags: {
    job: withDefault('name of the job', 'rabbitmq'),
    interval: duration('time between two questions: 30s, 1m; default 15s', 15_000),
    path: withDefault('where the metrics are: /metrics/per-object, /metrics/detailed', '/metrics'),
    tls: ours(flag('the TLS listeners, where there are both')),
    'ca-file': ours(option("PEM file of the CA that signed the nodes' certificates, on Prometheus' machine")),
  },
  examples: [
    'rabbitctl -C prod generate prometheus > prometheus.yml',
    'rabbitctl -C prod generate prometheus --interval 30s --path /metrics/per-object',
  ],
  run: async (context) => (await import('../../generate/run-prometheus.js')).runPrometheus(context),
});
