import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { run, tryRun } from '../lab/child-process.js';
import { root } from '../surface/source-imports.js';

// npm and tar here stand for themselves: a registry that serves another package than the lock names cannot be had.
const npm = '#!/bin/sh\nfor last in "$@"; do :; done\ncp "$FAKE_PACKAGE" "$last/"\n';
const tar = '#!/bin/sh\ntouch "$UNPACKED"\nPATH=/usr/bin:/bin exec tar "$@"\n';

test('a runtime that is not what the lock names is not even unpacked; the right one is kept', async () => {
  const place = mkdtempSync(join(tmpdir(), 'rabbitctl-runtime-'));
  try {
    const put = (path: string, text: string, mode = 0o644) => {
      mkdirSync(join(place, path, '..'), { recursive: true });
      writeFileSync(join(place, path), text, { mode });
    };
    put('bin/npm', npm, 0o755);
    put('bin/tar', tar, 0o755);
    put('package/bin/bun', 'a runtime');
    const archive = join(place, 'bun.tgz');
    await run(['tar', '-czf', archive, '-C', place, 'package/bin/bun']);
    const fetched = async (content: Buffer) => {
      const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`;
      const packages = { 'node_modules/@oven/bun-linux-x64': { version: '1.0.0', integrity } };
      put('package-lock.json', JSON.stringify({ packages }));
      const code = `const { bunRuntime } = await import(${JSON.stringify(pathToFileURL(join(root, 'release/bun-runtime.mjs')).href)});
        process.stdout.write(await bunRuntime(process.argv[1], 'x64'));`;
      const env = {
        ...{ PATH: `${join(place, 'bin')}:${process.env.PATH}`, FAKE_PACKAGE: archive },
        UNPACKED: join(place, 'unpacked'),
      };
      return tryRun([process.execPath, '--input-type=module', '-e', code, place], { env });
    };
    const refused = await fetched(Buffer.from('another'));
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('@oven/bun-linux-x64@1.0.0: not the package that package-lock.json names');
    expect(existsSync(join(place, 'unpacked'))).toBe(false);
    const { stdout, code } = await fetched(readFileSync(archive));
    expect(code).toBe(0);
    expect(readFileSync(stdout, 'utf8')).toBe('a runtime');
    expect(existsSync(join(place, 'unpacked'))).toBe(true);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
