import { declareExchange } from '../api/topology.js';
import { typedObject } from '../api/typed-object.js';
import { command } from '../cli/command.js';
import { flag, option, ours, text, vhost } from '../cli/input.js';
import { checkNewName, declareFlags } from '../cli/topology-input.js';

export default command({
  section: 'queues_and_messages',
  summary: 'Declares an exchange; one that is there already must be the same',
  args: { name: text('name of the exchange') },
  flags: {
    vhost,
    type: ours({ ...option('direct, fanout, topic, headers, or a type that a plugin brings; direct by default') }),
    internal: ours(flag('only other exchanges publish to it')),
    ...declareFlags,
  },
  examples: ['rabbitctl declare_exchange events -p shop --type topic'],
  validate: ({ args }) => checkNewName(args.name),
  banner: ({ args, flags }) => `Declaring exchange "${args.name}" in vhost "${flags.vhost}" ...`,
  run: async ({ cluster, args, flags }) => {
    await declareExchange(cluster.api, flags.vhost, args.name, {
      ...{ type: flags.type ?? 'direct', internal: flags.internal },
      ...{ durable: flags.durable, auto_delete: flags['auto-delete'] },
      arguments: flags.arguments === undefined ? {} : typedObject(flags.arguments, 'arguments'),
    });
  },
});
