import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NotPermitted, Unavailable } from '../../src/errors.js';
import { asRootArgv, runAsRoot } from '../../src/ssh/as-root.js';
import type { Host, Output } from '../../src/ssh/host.js';

let bin = '';
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'rabbitctl-as-root-'));
});
afterEach(() => rmSync(bin, { recursive: true, force: true }));

const program = (name: string, script: string) => {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
};

/** A machine where nothing but these programs is found, and we are user 1000 unless told otherwise. */
function machine(uid = 1000): Host {
  for (const tool of ['sh', 'echo', 'printf']) {
    program(
      tool,
      `exec ${execFileSync('sh', ['-c', `command -v ${tool} || echo /bin/${tool}`])
        .toString()
        .trim()} "$@"`,
    );
  }
  program('id', `echo ${uid}`);
  return {
    name: 'mq1',
    run: async ([, ...argv]): Promise<Output> => {
      const { stdout, stderr, status } = spawnSync('/bin/sh', argv, { env: { PATH: bin, LC_ALL: 'de_DE.UTF-8' } });
      return { stdout: String(stdout), stderr: String(stderr), code: status ?? 255, seconds: 0 };
    },
  } as Host;
}

it('root runs the program itself, with its words as they are', async () => {
  const host = machine(0);
  program('show', 'for word; do echo "<$word>"; done; pwd');
  expect((await runAsRoot(host, ['show', 'a b', '$HOME', "it's"])).stdout).toBe("<a b>\n<$HOME>\n<it's>\n/\n");
});

it('others run it through sudo, which is asked first and speaks English', async () => {
  const host = machine();
  program('sudo', 'case "$2" in -l) exit 0 ;; esac; echo "sudo $LANG$LC_ALL: $*"; exit 3');
  expect(await runAsRoot(host, ['install', 'a b'])).toMatchObject({
    code: 3,
    stdout: 'sudo C.UTF-8: -n -- install a b\n',
  });
});

it.each([
  ['sudo: a password is required', 'sudo on mq1 wants a password before it runs install'],
  ['Sorry, user ops is not allowed to execute install', 'sudo on mq1 does not allow install'],
])('a refusal says what is missing: %s', async (said, message) => {
  const host = machine();
  program('sudo', `echo '${said}' >&2; exit 1`);
  const refused = runAsRoot(host, ['install']);
  await expect(refused).rejects.toBeInstanceOf(NotPermitted);
  await expect(refused).rejects.toThrow(message);
  await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining(said) });
});

it('a machine without sudo is told so', async () => {
  const refused = runAsRoot(machine(), ['install']);
  await expect(refused).rejects.toBeInstanceOf(Unavailable);
  await expect(refused).rejects.toThrow('mq1 has no sudo');
});

it("the program's own words and codes are an answer", async () => {
  const host = machine(0);
  program('fails', 'echo "rabbitctl-cannot: not ours" >&2; exit 70');
  expect(await runAsRoot(host, ['fails'])).toMatchObject({ code: 70 });
});

it('the argv is the same for output that is too large to be collected', () => {
  expect(asRootArgv(['tar', '-c']).slice(-3)).toEqual(['rabbitctl', 'tar', '-c']);
});
