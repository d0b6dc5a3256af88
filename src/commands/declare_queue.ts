import { declareQueue } from '../api/topology.js';
import { typedObject } from '../api/typed-object.js';
import { command } from '../cli/command.js';
import { type Flag, oneOf, ours, text, vhost } from '../cli/input.js';
import { checkNewName, declareFlags } from '../cli/topology-input.js';
import { UsageError } from '../errors.js';

const types = oneOf(
  'type of the queue; by default that of the virtual host',
  ['classic', 'quorum', 'stream'],
  'classic',
);
const queueType: Flag<'classic' | 'quorum' | 'stream' | undefined> = { ...types, missing: undefined };

export default command({
  section: 'queues_and_messages',
  summary: 'Declares a queue; one that is there already must be the same',
  args: { name: text('name of the queue') },
  flags: { vhost, 'queue-type': ours(queueType), ...declareFlags },
  examples: [
    'rabbitctl declare_queue orders -p shop --queue-type quorum',
    'rabbitctl declare_queue scratch --auto-delete --arguments \'{"x-expires":60000}\'',
  ],
  validate: ({ args }) => checkNewName(args.name),
  banner: ({ args, flags }) => `Declaring queue "${args.name}" in vhost "${flags.vhost}" ...`,
  run: async ({ cluster, args, flags }) => {
    const typed = flags.arguments === undefined ? {} : typedObject(flags.arguments, 'arguments');
    const type = flags['queue-type'];
    const other = typed['x-queue-type'];
    if (type !== undefined && other !== undefined && other !== type) {
      throw new UsageError(`--queue-type says ${type}, and the arguments say ${other}`);
    }
    await declareQueue(cluster.api, flags.vhost, args.name, {
      ...{ durable: flags.durable, auto_delete: flags['auto-delete'] },
      arguments: type === undefined ? typed : { ...typed, 'x-queue-type': type },
    });
  },
});
