import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Host } from '../../../src/ssh/host.js';
import { localHost } from '../../../src/ssh/local.js';
import { detectPackages } from '../../../src/ssh/packages/detect.js';

let tools: string;
beforeEach(() => {
  tools = mkdtempSync(join(tmpdir(), 'rabbitctl-tools-'));
});
afterEach(() => rmSync(tools, { recursive: true }));

/** A machine that has these programs and no others. */
function machineWith(programs: Readonly<Record<string, string>>): Host {
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(tools, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(tools, name), 0o755);
  }
  const local = localHost();
  return {
    ...local,
    name: 'mq1',
    run: ([, ...argv], options) => local.run(['/bin/sh', ...argv], { ...options, env: { PATH: tools } }),
  };
}

test.each([
  ['a Debian package', { 'dpkg-query': 'printf installed' }, 'apt'],
  ['one that is half done', { 'dpkg-query': 'printf half-configured' }, 'apt'],
  ['an RPM', { rpm: 'echo rabbitmq-server-4.0.5-1.el8.noarch', dnf: '' }, 'dnf'],
  [
    'an RPM where the settings of a Debian package are left',
    { 'dpkg-query': 'printf config-files', rpm: '', dnf: '' },
    'dnf',
  ],
])('finds %s', async (_, programs, manager) => {
  expect(await detectPackages(machineWith(programs))).toBe(manager);
});

test.each([
  ['nothing', {}, 'knows rabbitmq-server'],
  ['no such package', { 'dpkg-query': 'exit 1', rpm: 'exit 1' }, 'knows rabbitmq-server'],
  ['an RPM and no dnf', { rpm: '' }, 'knows rabbitmq-server (it is of rpm, but there is no dnf)'],
])('shows the way out where there is %s', async (_, programs, message) => {
  await expect(detectPackages(machineWith(programs))).rejects.toMatchObject({
    name: 'CheckFailed',
    message: `no package manager of mq1 ${message}`,
    hint: expect.stringContaining('--packages command'),
  });
});
