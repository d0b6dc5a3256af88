import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tryRun } from '../lab/child-process.js';
import type { Lab } from '../lab/lab.js';
import { withLab } from '../lab/with-lab.js';
// @ts-expect-error plain JavaScript, like the other build scripts
import { buildStandalone } from './build-standalone.mjs';

// The seams must not harden around one runtime: the same sources, compiled by bun, on a real host.

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

withLab('trixie', 'the standalone executable', (lab: () => Lab) => {
  const directory = mkdtempSync(join(tmpdir(), 'rabbitctl-standalone-'));
  let program = '';
  const run = (...argv: string[]) =>
    tryRun([program, ...argv], {
      env: { PATH: process.env.PATH, HOME: directory, RABBITCTL_CONFIG: lab().configFile },
      deadline: 60,
    });

  beforeAll(async () => {
    program = await buildStandalone(root, directory);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test('lists users over HTTP', async () => {
    const { stdout, stderr, code } = await run('list_users', '--formatter', 'json');
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(JSON.parse(stdout)).toContainEqual({ user: 'guest', tags: ['administrator'] });
  });

  test('lists users through a tunnel', async () => {
    const { stdout, stderr, code } = await run('--tunnel', 'list_users');
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/^Listing users \.\.\.\nuser\ttags\n/);
    expect(stdout).toContain('guest\t[administrator]\n');
  });

  test("runs a node's own tool over SSH", async () => {
    const { stdout, code } = await run('-n', lab().hosts[0]?.node ?? '', 'on-node', '--', 'rabbitmqctl', 'version');
    expect({ stdout, code }).toEqual({ stdout: `${lab().version}\n`, code: 0 });
  });

  test('knows its commands and its version', async () => {
    expect((await run('version', '--client')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const unknown = await run('list_qeues');
    expect(unknown.code).toBe(64);
    expect(unknown.stderr).toContain("Did you mean 'list_queues'?");
  });
});

withLab('trixie', 'the package', (lab: () => Lab) => {
  test('installs, and gives a working rabbitctl', () => installAndRun(lab()));
});

async function installAndRun(lab: Lab): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'rabbitctl-package-'));
  try {
    // As README says it: the package is built by packing it.
    const packed = await tryRun(['npm', 'pack', '--pack-destination', directory, root], { deadline: 120 });
    expect(packed.code, packed.stderr).toBe(0);
    const filename = packed.stdout.trim().split('\n').at(-1) ?? '';
    const prefix = join(directory, 'global');
    const install = ['npm', 'install', '--global', '--prefix', prefix, '--no-audit', '--no-fund', '--prefer-offline'];
    const installed = await tryRun([...install, join(directory, filename)], { deadline: 240 });
    expect(installed.code, installed.stderr).toBe(0);
    const env = { PATH: process.env.PATH, HOME: directory, RABBITCTL_CONFIG: lab.configFile };
    const run = (...argv: string[]) => tryRun([join(prefix, 'bin', 'rabbitctl'), ...argv], { env, deadline: 60 });
    expect(await run('help')).toMatchObject({ code: 0, stdout: expect.stringContaining('list_queues') });
    expect(await run('list_users')).toMatchObject({ code: 0, stdout: expect.stringContaining('guest') });
    const onNode = ['on-node', '-n', lab.hosts[0]?.node ?? '', '--', 'rabbitmqctl', 'version'];
    expect(await run(...onNode)).toMatchObject({ code: 0, stdout: `${lab.version}\n` });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
