import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nothingStarts } from '../../../src/ssh/packages/nothing-starts.js';

let bin = '';
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'rabbitctl-nothing-starts-'));
});
afterEach(() => rmSync(bin, { recursive: true, force: true }));

/** A systemd whose unit can be masked, in that state. */
function run(state: string) {
  const systemctl = `#!/bin/sh
echo "$*" >>${bin}/called
case "$*" in *LoadState*) echo masked ;; *ActiveState*) echo ${state} ;; esac`;
  writeFileSync(join(bin, 'systemctl'), systemctl);
  chmodSync(join(bin, 'systemctl'), 0o755);
  const script = `${nothingStarts}\nnothing_starts "$1" || exit\necho installs`;
  const env = { PATH: `${bin}:${process.env.PATH}` };
  const { stdout, stderr, status } = spawnSync('sh', ['-c', script, 'x', 'r.service'], { env, encoding: 'utf8' });
  return { stdout, stderr, status, called: readFileSync(join(bin, 'called'), 'utf8').split('\n') };
}

it.each(['inactive', 'failed'])('a broker that is %s stays down', (state) => {
  expect(run(state)).toMatchObject({ status: 0, stdout: 'installs\n' });
});

it.each(['active', 'activating', 'deactivating'])('nothing is installed under one that is %s', (state) => {
  const { status, stdout, stderr, called } = run(state);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('r.service runs: it must be stopped first');
  // So that systemd can start it again, should it fail.
  expect(called).toContain('unmask --runtime r.service');
});
