import { command } from '../cli/command.js';
import { thresholdFlags } from '../cli/health-options.js';
import { flag, option, ours } from '../cli/input.js';

export default command({
  section: 'whole_cluster',
  summary: 'Reports what is not well in the whole cluster, and what to do; exit code 0, 1 (warning) or 2 (critical)',
  flags: {
    ...thresholdFlags,
    skip: ours(option('checks to leave out, separated by commas')),
    nagios: ours(flag('one line, as Nagios plugins print it')),
  },
  // Of one request: a node that hangs is a finding, and not to be waited for.
  timeout: 10,
  formatter: 'table',
  examples: [
    'rabbitctl -C prod health',
    'rabbitctl -C prod health --queue-length 10000,100000 --skip clock,quorum',
    'rabbitctl -C prod health --nagios',
  ],
  // All of it is loaded when it runs.
  run: async (context) => (await import('../health/run-health.js')).runHealth(context),
});
