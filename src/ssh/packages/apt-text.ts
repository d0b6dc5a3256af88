import { CheckFailed } from '../../errors.js';
import type { Output } from '../host.js';
import type { Installed, PackageChange } from './package-manager.js';
import { rabbitVersion } from './package-version.js';

/** Reads what `installedScript` prints. Throws CheckFailed when the machine has no such package. */
export function installedIn(text: string, broker: string, host: string): Installed {
  const rows = text.split('\n').map((line) => line.split(' '));
  const packages = rows.flatMap(([word, want, status, name, version]) =>
    word === 'package' && name && version ? [{ name, version, status, want }] : [],
  );
  const own = packages.find(({ name, status }) => name === broker && status !== 'config-files');
  if (own === undefined) {
    throw new CheckFailed(`${host} has no package ${broker}`, {
      hint: 'For another way of installing it: --packages command.',
    });
  }
  return {
    // Half-installed or half-configured is not that version.
    version: own.status === 'installed' ? own.version : `${own.version} (${own.status})`,
    rabbitmq: rabbitVersion(own.version),
    installedAt: Number(rows.find(([word]) => word === 'at')?.[1] || 0),
    held: own.want === 'hold',
    packages: packages.filter(({ status }) => status === 'installed').map(({ name, version }) => ({ name, version })),
  };
}

/** The versions in `apt-cache policy`, newest first: those of the lists and the installed one. */
export function versionsIn(policy: string): readonly string[] {
  return policy.split('\n').flatMap((line) => /^ (?:\*\*\*| {3}) (\S+)(?: -?\d+)?$/.exec(line)?.[1] ?? []);
}

/** `Inst name [old] (new …)`, `Remv name [old]`. */
export function changesIn(simulation: string): readonly PackageChange[] {
  return simulation.split('\n').flatMap((line) => {
    const [, verb, name = '', from, to] = /^(Inst|Remv) (\S+)(?: \[([^\]]+)\])?(?: \((\S+))?/.exec(line) ?? [];
    return verb === undefined ? [] : [{ name, from, to: verb === 'Inst' ? to : undefined }];
  });
}

/** Whether apt failed because a repository did not answer, or does not have what its lists say. */
export const notReached = ({ stderr }: Output): boolean => /^E: (Failed|Unable) to fetch/m.test(stderr);

/** What apt says is wrong: dependencies that do not fit are on stdout, all else on stderr. */
export function aptWords({ stdout, stderr }: Output): string {
  const [, unmet = ''] = stdout.split(/^The following packages have unmet dependencies:\n/m);
  const errors = stderr.split('\n').filter((line) => !line.startsWith('W:'));
  const said = `${unmet}${errors.join('\n')}`.trim() || stdout.trim();
  return said.split('\n').slice(-12).join('\n');
}
