import { existsSync } from 'node:fs';
import { command } from '../cli/command.js';
import { clusterArguments, createClusterFlags } from '../cli/node-operation-options.js';
import { FileError } from '../errors.js';
import { checkAskedOfNode } from '../upgrade/asked-node.js';

export default command({
  section: 'whole_cluster',
  summary: 'Makes nodes one cluster: looked at first, joined to the first one in turn, and seen by each other',
  args: clusterArguments,
  flags: createClusterFlags,
  stopsInOrder: true,
  // Of one request: a machine that lost its power says nothing at all, and others are to be asked.
  timeout: 30,
  formatter: 'table',
  examples: [
    'rabbitctl -C prod create-cluster plan rabbit@mq1 rabbit@mq2 rabbit@mq3',
    'rabbitctl -C prod create-cluster mq1 mq2 mq3 --sync-cookie --name prod',
    'rabbitctl -C prod create-cluster mq1 mq2 mq3 --definitions prod.json --admin ops --guest delete',
  ],
  validate: ({ args, flags }) => {
    checkAskedOfNode('create-cluster', args.node, flags);
    for (const file of [flags.definitions, flags['admin-password-file'], flags['guest-password-file']]) {
      if (file !== undefined && !existsSync(file)) throw new FileError(`there is no file ${file}`, { exitCode: 66 });
    }
  },
  // All else of it is loaded when it runs.
  run: async (context) => (await import('../upgrade/node-operation.js')).nodeOperation('create-cluster', context),
});
