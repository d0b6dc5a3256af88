import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localHost } from '../../../src/ssh/local.js';
import { dnfPackages } from '../../../src/ssh/packages/dnf.js';
import { stageScript } from '../../../src/ssh/packages/dnf-scripts.js';
import { transcript } from './dnf-transcript.js';

// Programs of the names that the scripts call: each notes how it was called, and says what a test lets it say.
let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rabbitctl-dnf-'));
  stand('systemctl', 'case $1 in show) echo masked ;; esac');
  stand('rpm', 'exit 1');
  stand('dnf', 'exit 0');
});
afterEach(() => rmSync(directory, { recursive: true }));

const dnf = dnfPackages(localHost());
const staging = ['sh', '-c', stageScript, 'rabbitctl', 'rabbitmq-server-4.0.9-1'];
const packages = [
  { name: 'erlang', version: '26.2.5.13-1.el9' },
  { name: 'rabbitmq-server', version: '4.0.5-1.el8' },
];

test('the unit is masked before anything is installed, and nothing is downloaded', async () => {
  expect(await run(dnf.installArgv('4.0.9-1.el8'))).toMatchObject({ code: 0 });
  const calls = called();
  expect(calls.find((call) => call !== 'dnf --version')).toBe('systemctl mask --runtime rabbitmq-server.service');
  expect(calls.filter((call) => call.startsWith('dnf --assumeyes'))).toEqual([
    'dnf --assumeyes --disableplugin=versionlock --setopt=keepcache=1 --cacheonly install rabbitmq-server-4.0.9-1.el8',
  ]);
});

test('nothing is installed where the unit cannot be masked', async () => {
  stand('systemctl', 'exit 4');
  expect(await run(dnf.installArgv('4.0.9-1.el8'))).toMatchObject({ code: 4 });
  expect(called().filter((call) => call.startsWith('dnf --assumeyes'))).toEqual([]);
});

test('a package that is there already is put there again: its scriptlets failed', async () => {
  stand('rpm', '[ "$2" = rabbitmq-server-4.0.9-1.el8 ]');
  await run(dnf.installArgv('4.0.9-1.el8'));
  expect(called().at(-1)).toMatch(/ reinstall rabbitmq-server-4\.0\.9-1\.el8$/);
});

test('scriptlets that fail are a failure, which dnf 4 leaves out of its exit code', async () => {
  const { stdout = '' } = transcript('dnf4/install-scriptlet-failed');
  writeFileSync(join(directory, 'said'), stdout);
  stand('dnf', `case $1 in --assumeyes) cat ${directory}/said ;; esac`);
  const output = await run(dnf.installArgv('4.0.9-2.el8'));
  expect(output.code).toBe(1);
  expect(output.stdout).toMatch(/scriptlet failed, exit status 1\n$/);
});

test('what was locked is locked again, whether it could be installed or not', async () => {
  stand('cat', `case "$*" in *versionlock*) echo 'rabbitmq-server-0:4.0.5-1.el8.*' ;; *) /bin/cat "$@" ;; esac`);
  stand('dnf', 'case $1 in --assumeyes) exit 1 ;; esac');
  expect(await run(dnf.installArgv('4.0.9-1.el8'))).toMatchObject({ code: 1 });
  expect(
    called()
      .slice(-3)
      .filter((call) => call.startsWith('dnf')),
  ).toEqual([
    'dnf --quiet --cacheonly versionlock delete rabbitmq-server',
    'dnf --quiet --cacheonly versionlock add rabbitmq-server',
  ]);
});

test('those of the package that goes are not', async () => {
  stand(
    'dnf',
    `case $1 in --assumeyes) echo 'warning: %postun(rabbitmq-server-4.0.5-1.el8.noarch) scriptlet failed' ;; esac`,
  );
  expect(await run(dnf.installArgv('4.0.9-1.el8'))).toMatchObject({ code: 0 });
});

test('the way back goes by what is in the cache', async () => {
  await run(dnf.restoreArgv(packages));
  const installs = called().filter((call) => call.startsWith('dnf --assumeyes'));
  expect(installs).toHaveLength(1);
  expect(installs[0]).toMatch(
    /--cacheonly install --allowerasing erlang-26\.2\.5\.13-1\.el9 rabbitmq-server-4\.0\.5-1\.el8$/,
  );
});

test('and by the repositories where that is not enough', async () => {
  stand('dnf', 'case " $* " in *" --cacheonly "*) exit 1 ;; esac');
  expect(await run(dnf.restoreArgv(packages))).toMatchObject({ code: 0 });
  expect(called().at(-1)).not.toContain('--cacheonly');
});

test('staging fetches the present packages for the way back, and their absence is no failure', async () => {
  stand('rpm', 'case $1 in -q) exit 1 ;; esac; printf "erlang-26.2-1 rabbitmq-server-4.0.5-1 "');
  stand('dnf', 'case "$*" in *reinstall*) exit 1 ;; esac');
  expect(await run(staging)).toMatchObject({ code: 0 });
  expect(called().filter((call) => call.includes('--downloadonly'))).toEqual([
    expect.stringMatching(/ install --downloadonly rabbitmq-server-4\.0\.9-1$/),
    expect.stringMatching(/ reinstall --downloadonly erlang-26\.2-1$/),
    expect.stringMatching(/ reinstall --downloadonly rabbitmq-server-4\.0\.5-1$/),
  ]);
});

test('staging that fails is a failure', async () => {
  stand('dnf', 'exit 1');
  expect(await run(staging)).toMatchObject({ code: 1 });
});

function stand(program: string, body: string): void {
  const file = join(directory, program);
  writeFileSync(file, `#!/bin/sh\necho "${program} $*" >>${directory}/calls\n${body}\n`);
  chmodSync(file, 0o755);
}

const run = (argv: readonly string[]) =>
  localHost().run(argv, { env: { PATH: `${directory}:${process.env.PATH ?? ''}` }, deadline: 20_000 });

const called = (): readonly string[] => readFileSync(join(directory, 'calls'), 'utf8').trim().split('\n');
