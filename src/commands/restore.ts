import { restoreArguments, restoreFlags } from '../cli/backup-options.js';
import { command } from '../cli/command.js';
import { checkBackup } from '../upgrade/backup/asked-backup.js';

export default command({
  section: 'whole_cluster',
  summary:
    'Puts a backup back: definitions and configuration files into a cluster that runs, data into one that is stopped',
  args: restoreArguments,
  flags: restoreFlags,
  stopsInOrder: true,
  // Of one request: a machine that lost its power says nothing at all, and others are to be asked.
  timeout: 30,
  formatter: 'table',
  examples: [
    'rabbitctl -C prod restore plan /backups/prod-monday --definitions',
    'rabbitctl -C prod restore /backups/prod-monday --definitions --configuration',
    'rabbitctl -C prod restore /backups/prod-monday --data --yes',
  ],
  validate: (input) => checkBackup('restore', input),
  // All else of it is loaded when it runs.
  run: async (context) => (await import('../upgrade/backup/run-backup.js')).runRestore(context),
});
