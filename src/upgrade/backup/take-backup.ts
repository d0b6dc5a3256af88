import { join } from 'node:path';
import { writeDefinitions } from '../before-nodes.js';
import type { Console } from '../console.js';
import { seeLock } from '../lock-seen.js';
import { openMembers } from '../open-members.js';
import { lockedBy } from '../run-lock.js';
import type { RunOptions } from '../run-options.js';
import { backUpConfiguration } from './back-up-configuration.js';
import { demandEmpty, makeBackupDirectory, takeAway } from './backup-directory.js';
import { backupText } from './backup-text.js';
import { configurationFiles } from './configuration-files.js';
import { definitionsFile, writeManifest } from './manifest.js';

/** Definitions and configuration: only reads, asks nothing, and touches no node. Resolves to 0. Throws Locked while a run has the cluster; what a try that failed has written is taken away. */
export async function takeBackup(console: Console, options: RunOptions, json: boolean): Promise<number> {
  const { cluster, signal } = console;
  const directory = options.backupDir ?? '';
  const withSecrets = options.withSecrets === true;
  // Half-way through an upgrade it would be of two versions.
  const { held } = await seeLock(cluster, 'backup');
  if (held !== undefined) throw lockedBy(held);
  const isNew = await makeBackupDirectory(directory);
  const take = async () => {
    await writeDefinitions({ cluster, signal }, join(directory, definitionsFile), 600);
    const members = await openMembers(cluster, options);
    const taken = await backUpConfiguration({ cluster: cluster.name, members, directory, withSecrets });
    await writeManifest(directory, taken);
    return taken;
  };
  const manifest = await take().catch((error: unknown) => takeAway(directory, isNew, error));
  if (json) console.printJson({ version: 1, directory, manifest });
  else console.print(backupText(directory, manifest));
  return 0;
}

/** The same, only told: what would be read of which node. Writes nothing. Resolves to 0. */
export async function planBackup(console: Console, options: RunOptions, json: boolean): Promise<number> {
  const { cluster } = console;
  const directory = options.backupDir ?? '';
  await demandEmpty(directory);
  const members = await openMembers(cluster, options);
  const withSecrets = options.withSecrets === true;
  const nodes = await Promise.all(
    members.map(async (member) => ({ name: member.name, ...(await configurationFiles(member, { withSecrets })) })),
  );
  if (json) {
    console.printJson({ version: 1, directory, nodes });
    return 0;
  }
  const lines = nodes.map(({ name, files, leftOut }) => {
    const left = leftOut.length === 0 ? '' : `; not ${leftOut.join(', ')} (--with-secrets)`;
    return `  ${name}: ${files.map(({ path }) => path).join(', ') || 'no files'}${left}`;
  });
  console.print(
    [`backup of ${cluster.name} to ${directory}: definitions of the cluster, and of each node`, ...lines, ''].join(
      '\n',
    ),
  );
  return 0;
}
