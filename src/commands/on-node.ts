import { command } from '../cli/command.js';
import { flag, ours, verbatim } from '../cli/input.js';
import { onManyNodes } from '../cli/many-nodes.js';
import { passedTool } from '../cli/passed-tool.js';
import { UsageError } from '../errors.js';

const tools = [
  'rabbitmqctl',
  'rabbitmq-diagnostics',
  'rabbitmq-queues',
  'rabbitmq-streams',
  'rabbitmq-upgrade',
  'rabbitmq-plugins',
];

export default command({
  section: 'whole_cluster',
  summary: "Runs one of RabbitMQ's own tools on a node, or on every node",
  about: 'node',
  allNodes: true,
  args: { command: verbatim(`${tools.join(', ')} and what it takes`) },
  flags: { terminal: ours({ ...flag('give the tool a terminal; by default when ours is one'), missing: undefined }) },
  examples: [
    'rabbitctl on-node -n rabbit@mq2 -- rabbitmq-diagnostics observer',
    'rabbitctl -C prod on-node --all-nodes -- rabbitmqctl list_vhosts',
  ],
  validate: ({ args }) => {
    const [tool] = args.command;
    if (tool === undefined)
      throw new UsageError('nothing to run', { hint: 'Usage: rabbitctl on-node -- TOOL COMMAND …' });
    if (!tools.includes(tool))
      throw new UsageError(`${tool} is not one of RabbitMQ's tools`, { hint: `There are ${tools.join(', ')}.` });
  },
  run: ({ node, args, flags, onTerminal, signal }) => {
    const [tool = '', ...words] = args.command;
    const terminal = onManyNodes({ allNodes: true }, flags) ? false : (flags.terminal ?? onTerminal);
    return { ...passedTool(node, tool, ['--node', node.name, ...words], { terminal, signal }), verbatim: true };
  },
});
