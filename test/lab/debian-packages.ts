import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, tryRun } from './child-process.js';
import { withLock } from './lock.js';
import { labRoot } from './places.js';
import type { Report } from './report.js';

/** Why hosts cannot be started on this machine; undefined when they can. */
export function labUnavailable(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  if (!existsSync('/etc/debian_version')) return 'needs Debian';
  if (!readFileSync('/proc/filesystems', 'utf8').includes('overlay')) return 'needs a kernel with overlayfs';
  return undefined;
}

/** Installs those of the packages that are missing. */
export async function installMissing(packages: readonly string[], report: Report): Promise<void> {
  await withLock(join(labRoot, 'apt.lock'), async () => {
    const missing: string[] = [];
    for (const name of packages) if (!(await isInstalled(name))) missing.push(name);
    if (missing.length === 0) return;
    report(`installing ${missing.join(', ')}`);
    const install = await tryInstall(missing);
    if (install.code === 0) return;
    // Package lists may be absent or older than the mirror.
    await run(['apt-get', 'update', '-q']);
    const again = await tryInstall(missing);
    if (again.code !== 0) throw new Error(`cannot install ${missing.join(', ')}: ${again.stderr.trim()}`);
  });
}

async function isInstalled(name: string): Promise<boolean> {
  const { stdout } = await tryRun(['dpkg-query', '--show', '--showformat=${db:Status-Status}', name]);
  return stdout === 'installed';
}

function tryInstall(packages: readonly string[]) {
  const options = ['--yes', '--quiet', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
  return tryRun(['apt-get', 'install', ...options, ...packages], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
