import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, tryRun } from './child-process.js';
import { withLock } from './lock.js';
import { labRoot } from './places.js';
import type { Report } from './report.js';

/** Why hosts cannot be started on this machine; undefined when they can. */
export function labUnavailable(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  if (!existsSync('/etc/os-release')) return 'needs Debian';
  if (!/^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'))) return 'needs Debian';
  // Root in an unprivileged container is not enough.
  if (spawnSync('unshare', ['--mount', '--net', 'true']).status !== 0) return 'needs a root that may mount';
  return undefined;
}

/** Installs those of the packages that are missing. */
export function installMissing(packages: readonly string[], report: Report): Promise<void> {
  return withLock(join(labRoot, 'apt.lock'), async () => {
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

/** Installs packages that bring a service, and leaves the service alone: not started now, nor at the next boot. */
export async function installWithoutStarting(
  packages: readonly string[],
  service: string,
  report: Report,
): Promise<void> {
  const policy = '/usr/sbin/policy-rc.d';
  if ((await Promise.all(packages.map(isInstalled))).every(Boolean)) return;
  const ours = !existsSync(policy);
  // 101 tells the packages' scripts that nothing may be started.
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await installMissing(packages, report);
  } finally {
    if (ours) rmSync(policy);
  }
  await tryRun(['systemctl', 'disable', service]);
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
