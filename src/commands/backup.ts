import { backupArguments, backupFlags } from '../cli/backup-options.js';
import { command } from '../cli/command.js';
import { checkBackup } from '../upgrade/backup/asked-backup.js';

export default command({
  section: 'whole_cluster',
  summary:
    'Copies definitions and configuration of a cluster to a directory here, with --cold data directories as well',
  args: backupArguments,
  flags: backupFlags,
  stopsInOrder: true,
  // Of one request: a machine that lost its power says nothing at all, and others are to be asked.
  timeout: 30,
  formatter: 'table',
  examples: [
    'rabbitctl -C prod backup /backups/prod-monday',
    'rabbitctl -C prod backup plan /backups/prod-monday --cold',
    'rabbitctl -C prod backup /backups/prod-monday --cold --yes',
  ],
  validate: (input) => checkBackup('backup', input),
  // All else of it is loaded when it runs.
  run: async (context) => (await import('../upgrade/backup/run-backup.js')).runBackup(context),
});
