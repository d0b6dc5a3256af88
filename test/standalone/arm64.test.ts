import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debootstrap } from '../lab/base-system.js';
import { run, tryRun } from '../lab/child-process.js';
import { installMissing } from '../lab/debian-packages.js';
import type { Lab } from '../lab/lab.js';
import { reportToStderr } from '../lab/report.js';
import { withLab } from '../lab/with-lab.js';

// The other architecture's executable, with each of its instructions translated: what it does, not how fast.

const root = fileURLToPath(new URL('../..', import.meta.url));

withLab('trixie', 'the executable for arm64', (lab: () => Lab) => {
  const place = mkdtempSync(join(tmpdir(), 'rabbitctl-arm64-'));
  const libraries = join(place, 'root');
  const executable = join(place, 'rabbitctl-linux-arm64');
  const ours = (...argv: string[]) => {
    const env = { PATH: process.env.PATH, HOME: place, RABBITCTL_CONFIG: lab().configFile };
    return tryRun(['qemu-aarch64-static', '-L', libraries, executable, ...argv], { env, deadline: 120 });
  };
  const node = () => lab().hosts[0]?.node ?? '';

  beforeAll(async () => {
    await installMissing(['mmdebstrap', 'qemu-user-static'], reportToStderr);
    const script = `const { buildStandalone } = await import('${root}/release/standalone.mjs');
      await buildStandalone('${root}', '${place}', ['arm64']);`;
    await run(['node', '--input-type=module', '-e', script], { deadline: 240 });
    const what = ['--architectures=arm64', '--variant=extract', '--include=libc6,libgcc-s1,libstdc++6'];
    await debootstrap('bookworm', libraries, what);
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  test('says what it is', async () => {
    expect(existsSync(executable)).toBe(true);
    const { stdout } = await ours('version', '--client');
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\ncommit: .+\nbuild: standalone, Bun .+, linux-arm64\n$/);
  });

  test('over HTTP, through a tunnel, over SSH', async () => {
    const listed = await ours('list_users', '--formatter', 'json');
    expect(listed).toMatchObject({ stderr: '', code: 0 });
    expect(JSON.parse(listed.stdout)).toContainEqual({ user: 'guest', tags: ['administrator'] });
    const tunnelled = await ours('--tunnel', 'list_users');
    expect(tunnelled).toMatchObject({ code: 0, stdout: expect.stringContaining('guest\t[administrator]\n') });
    const onNode = await ours('-n', node(), 'on-node', '--', 'rabbitmqctl', 'version');
    expect(onNode).toMatchObject({ code: 0, stdout: `${lab().version}\n` });
  });

  test('a mistyped command is 64', async () => {
    const unknown = await ours('list_qeues');
    expect(unknown).toMatchObject({ code: 64, stderr: expect.stringContaining("Did you mean 'list_queues'?") });
  });
});
