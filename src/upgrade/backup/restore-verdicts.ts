import { getOverview, identity } from '../../api/overview.js';
import { compareVersions } from '../../cluster/capabilities.js';
import { CliError } from '../../errors.js';
import type { Member } from '../member.js';
import type { RunOptions } from '../run-options.js';
import { seriesOf } from '../tables/upgrade-path.js';
import type { Verdict } from '../verdict.js';
import { damagedFiles, type Manifest } from './manifest.js';

/** Whether the backup is whole, and fits the nodes that it is to be put on. */
export async function backupVerdicts(
  manifest: Manifest,
  members: readonly Member[],
  chosen: readonly Member[],
  { backupDir = '', restores = [] }: RunOptions,
): Promise<readonly Verdict[]> {
  const { nodes, definitions } = manifest;
  const used = nodes.filter(({ name }) => chosen.some((member) => member.name === name));
  const files = [
    ...(restores.includes('definitions') ? [definitions] : []),
    ...(restores.includes('configuration') ? used.map(({ configuration }) => configuration) : []),
  ];
  const damaged = (await damagedFiles(backupDir, files)).map(
    (message): Verdict => ({ check: 'checksums', level: 'blocker', message }),
  );
  const missing = nodes.filter(({ name }) => !members.some((member) => member.name === name)).map(({ name }) => name);
  const absent: Verdict = {
    ...{ check: 'names', level: 'warning' },
    message: `the backup has nodes that are no members: ${missing.join(', ')}`,
  };
  const fine = (check: string, message: string): Verdict => ({ check, level: 'ok', message });
  return [
    ...(damaged.length > 0 ? damaged : [fine('checksums', 'every file is as it was backed up')]),
    ...(missing.length > 0 ? [absent] : [fine('names', 'every node of the backup is a member')]),
    ...(await versionVerdicts(manifest, members, chosen)),
  ];
}

async function versionVerdicts(
  { nodes }: Manifest,
  members: readonly Member[],
  chosen: readonly Member[],
): Promise<readonly Verdict[]> {
  const check = 'versions';
  const found = await Promise.all(
    members.map(async ({ name, node }): Promise<readonly Verdict[]> => {
      const then = (nodes.find((of) => of.name === name) ?? nodes[0])?.rabbitmq ?? '';
      const now = await getOverview(node.api, identity).then(
        ({ rabbitmq_version: version }) => version ?? '',
        (error: unknown) => {
          if (error instanceof CliError) return error;
          throw error;
        },
      );
      if (now instanceof CliError) return [{ check, level: 'blocker', node: name, message: now.message }];
      if (then === '' || seriesOf(now) === seriesOf(then)) return [];
      const runs = `runs ${now}, and the backup is of ${then}`;
      if (chosen.some((member) => member.name === name)) {
        const message = `${runs}: settings of one series may stop another one from starting`;
        return [{ check, level: 'blocker', node: name, message, override: 'version-skew' }];
      }
      // Definitions of an older series are what an upgrade by a new cluster imports.
      return compareVersions(now, then) < 0
        ? [{ check, level: 'warning', node: name, message: `${runs}: it may not know all that is defined there` }]
        : [];
    }),
  );
  const verdicts = found.flat();
  return verdicts.length > 0 ? verdicts : [{ check, level: 'ok', message: 'all run what the backup is of' }];
}
