import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BaseSystem, baseSystem, machineMirror } from './base-system.js';
import { run, tryRun } from './child-process.js';
import { installMissing } from './debian-packages.js';
import { withLock } from './lock.js';
import { type Report, reportToStderr } from './report.js';

/** The packages that a suite's hosts have of RabbitMQ and Erlang: what the way back needs. Files, made once and kept. */
export function presentPackages(suite: string, report: Report = reportToStderr): Promise<readonly string[]> {
  return kept(suite, 'present', report, async (base, directory) => {
    await installMissing(['dpkg-dev', 'dpkg-repack', 'fakeroot'], report);
    for (const name of brokerPackages(base)) {
      await run([
        'sh',
        '-c',
        'cd "$1" && dpkg-repack --deb-option=-Znone --root="$2" "$3"',
        'sh',
        directory,
        base.directory,
        name,
      ]);
    }
  });
}

/** The suite's RabbitMQ once more, with higher revisions: `4.0.5-6+patch1`, `+patch2`; and `+broken`, whose post-install fails. */
export function patchedPackages(suite: string, report: Report = reportToStderr): Promise<readonly string[]> {
  return kept(suite, 'patched', report, async (_, directory) => {
    const present = await presentPackages(suite, report);
    const original = present.find((file) => /\/rabbitmq-server_/.test(file)) ?? '';
    for (const revision of ['patch1', 'patch2', 'broken']) {
      const tree = join(directory, revision);
      await run(['dpkg-deb', '-R', original, tree]);
      const control = join(tree, 'DEBIAN/control');
      writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, `$&+${revision}`));
      if (revision === 'broken')
        writeFileSync(join(tree, 'DEBIAN/postinst'), '#!/bin/sh\necho broken on purpose >&2\nexit 1\n', {
          mode: 0o755,
        });
      await run(['dpkg-deb', '-Znone', '-b', tree, join(directory, `rabbitmq-server_${revision}.deb`)]);
      rmSync(tree, { recursive: true });
    }
  });
}

/** RabbitMQ of a later suite with all that hosts of this suite need for it. */
export function packagesOf(suite: string, later: string, report: Report = reportToStderr): Promise<readonly string[]> {
  return kept(suite, later, report, async (base, directory) => {
    const scratch = `${directory}.scratch`;
    rmSync(scratch, { recursive: true, force: true });
    for (const part of ['state/lists/partial', 'cache/archives/partial'])
      mkdirSync(join(scratch, part), { recursive: true });
    const [[mirror = 'http://deb.debian.org/debian'] = []] = await machineMirror();
    writeFileSync(join(scratch, 'sources.list'), `deb ${mirror} ${later} main\n`);
    const options = [
      ...[`Dir::State=${scratch}/state`, `Dir::State::status=${base.directory}/var/lib/dpkg/status`],
      ...[`Dir::Cache=${scratch}/cache`, `Dir::Etc::sourcelist=${scratch}/sources.list`, 'Dir::Etc::sourceparts=-'],
      ...['Acquire::Check-Valid-Until=false', 'Debug::NoLocking=true'],
    ].flatMap((option) => ['-o', option]);
    await run(['apt-get', ...options, 'update', '-q']);
    await run([
      'apt-get',
      ...options,
      '--yes',
      '--download-only',
      '--no-install-recommends',
      'install',
      'rabbitmq-server',
    ]);
    for (const file of readdirSync(join(scratch, 'cache/archives')).filter((name) => name.endsWith('.deb'))) {
      renameSync(join(scratch, 'cache/archives', file), join(directory, file));
    }
    rmSync(scratch, { recursive: true });
  });
}

/** The exact version that a package file brings. */
export async function versionIn(file: string): Promise<string> {
  return (await run(['dpkg-deb', '-f', file, 'Version'])).trim();
}

function brokerPackages({ directory }: BaseSystem): readonly string[] {
  const status = readFileSync(join(directory, 'var/lib/dpkg/status'), 'utf8');
  return status
    .split('\n\n')
    .filter((entry) => /^Status: install ok installed$/m.test(entry))
    .flatMap((entry) => /^Package: ((?:erlang|rabbitmq-server).*)$/m.exec(entry)?.[1] ?? []);
}

/** Made once for a base system; a directory that is there is whole. */
async function kept(
  suite: string,
  what: string,
  report: Report,
  make: (base: BaseSystem, directory: string) => Promise<void>,
): Promise<readonly string[]> {
  const base = await baseSystem(suite, report);
  const directory = `${base.directory}.packages/${what}`;
  await withLock(`${base.directory}.${what}.lock`, async () => {
    if (existsSync(directory)) return;
    report(`${suite}: making packages (${what})`);
    const unfinished = `${directory}.unfinished`;
    await tryRun(['rm', '-rf', unfinished]);
    mkdirSync(unfinished, { recursive: true });
    await make(base, unfinished);
    renameSync(unfinished, directory);
  });
  return readdirSync(directory)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => join(directory, name));
}
