import { Defect } from '../errors.js';
import type { PackageManager } from '../ssh/packages/package-manager.js';

/** A package manager that is found out on first use: a machine that is not reached fails there, not before. */
export function lazyPackages(name: PackageManager['name'], find: () => Promise<PackageManager>): PackageManager {
  let known: PackageManager | undefined;
  let finding: Promise<PackageManager> | undefined;
  const manager = async (): Promise<PackageManager> => {
    finding ??= find().catch((error: unknown) => {
      finding = undefined;
      throw error;
    });
    known = await finding;
    return known;
  };
  const certain = (): PackageManager => {
    if (known === undefined) throw new Defect('the package manager was not asked before it is used');
    return known;
  };
  return {
    get name() {
      return known?.name ?? name;
    },
    installed: async () => (await manager()).installed(),
    candidate: async (target) => (await manager()).candidate(target),
    changes: async (version) => (await manager()).changes(version),
    stage: async (version, deadline) => (await manager()).stage(version, deadline),
    hold: async (held) => (await manager()).hold(held),
    installArgv: (version) => certain().installArgv(version),
    wayBack: (packages) => certain().wayBack(packages),
    restoreArgv: (packages) => certain().restoreArgv(packages),
  };
}
