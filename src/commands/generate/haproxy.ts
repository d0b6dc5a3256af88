import { balancerFlags } from '../../cli/balancer-options.js';
import { command } from '../../cli/command.js';

export default command({
  section: 'whole_cluster',
  summary: "Prints a configuration of HAProxy for the cluster's nodes and listeners",
  flags: balancerFlags,
  examples: [
    'rabbitctl -C prod generate haproxy > haproxy.cfg',
    'rabbitctl -C prod generate haproxy --protocols amqp,amqps --port amqp=5673 --max-connections 5000',
  ],
  run: async (context) => {
    const [{ runBalancer }, { haproxy }] = await Promise.all([
      import('../../generate/run-balancer.js'),
      import('../../generate/haproxy.js'),
    ]);
    return runBalancer(context, haproxy);
  },
});
