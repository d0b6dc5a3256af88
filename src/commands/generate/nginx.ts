import { balancerFlags } from '../../cli/balancer-options.js';
import { command } from '../../cli/command.js';

export default command({
  section: 'whole_cluster',
  summary: "Prints a stream block of nginx for the cluster's nodes and listeners",
  flags: balancerFlags,
  examples: [
    'rabbitctl -C prod generate nginx > rabbitmq.conf',
    'rabbitctl -C prod generate nginx --protocols amqp,mqtt --bind-address 10.0.0.10',
  ],
  run: async (context) => {
    const [{ runBalancer }, { nginx }] = await Promise.all([
      import('../../generate/run-balancer.js'),
      import('../../generate/nginx.js'),
    ]);
    return runBalancer(context, nginx);
  },
});
