import { CheckFailed } from '../../../src/errors.js';
import { runAsRoot } from '../../../src/ssh/as-root.js';
import type { Host } from '../../../src/ssh/host.js';
import type { Installed, PackageManager } from '../../../src/ssh/packages/package-manager.js';
import { installer } from './jobs.js';
import type { SimulatedNode } from './world.js';

/** A package manager of the simulated machines: one package, and what is half installed is no version. */
export function simulatedPackages(host: Host, offered: string): PackageManager {
  const installed = async (): Promise<Installed> => {
    const { stdout } = await host.run([installer, 'installed']);
    const disk = JSON.parse(stdout) as SimulatedNode['disk'] & { readonly rabbitmq: string };
    const version = disk.whole ? disk.version : `${disk.version} (half-installed)`;
    const packages = disk.whole ? [{ name: 'rabbitmq-server', version }] : [];
    return { version, rabbitmq: disk.rabbitmq, installedAt: disk.installedAt, held: disk.held, packages };
  };
  return {
    name: 'apt',
    installed,
    candidate: async () => offered,
    changes: async (to) => [{ name: 'rabbitmq-server', from: (await installed()).version, to }],
    stage: async (version) => {
      const { code } = await runAsRoot(host, [installer, 'stage', version], { deadline: 1_800_000 });
      if (code !== 0) throw new CheckFailed(`cannot download ${version}`);
    },
    installArgv: (version) => [installer, 'install', version],
    restoreArgv: (packages) => [installer, 'restore', packages[0]?.version ?? ''],
    wayBack: (packages) => [[installer, 'restore', packages[0]?.version ?? '']],
    hold: async (held) => {
      await runAsRoot(host, [installer, 'hold', String(held)], { deadline: 60_000 });
    },
  };
}
