import { command } from '../cli/command.js';
import { words } from '../cli/input.js';

export default command({
  section: 'whole_cluster',
  summary:
    'Finds out why nodes cannot be reached, or cannot join: names, ports, TLS, login, SSH, service, cookie, disk, log',
  args: { nodes: words('nodes, such as mq3 or rabbit@mq3; all of the cluster when none is named') },
  // Of one request: a node that hangs is what is looked for.
  timeout: 10,
  formatter: 'table',
  examples: [
    'rabbitctl -C prod doctor',
    'rabbitctl -C prod doctor mq3',
    'rabbitctl doctor rabbit@mq3 --ssh ops@10.0.0.3',
  ],
  // All of it is loaded when it runs.
  run: async (context) => (await import('../doctor/run-doctor.js')).runDoctor(context),
});
