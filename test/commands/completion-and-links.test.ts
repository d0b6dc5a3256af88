import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { shells } from '../../src/cli/completion/scripts.js';
import completion from '../../src/commands/completion.js';
import installLinks from '../../src/commands/install-links.js';
import type { Result } from '../../src/format/result.js';
import { run } from '../cli/world.js';
import { runCommand } from './fakes.js';

it.each(shells)('completion %s prints a script that asks for what stands at the cursor', async (shell) => {
  const { code, stdout, stderr } = await run(['completion', shell]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`__complete ${shell} `);
  expect(stdout).toBe(`${scriptOf((await runCommand(completion, { args: { shell } })).result)}\n`);
});

it('bash finds nothing wrong with its script', async () => {
  const { stdout } = await run(['completion', 'bash']);
  expect(spawnSync('bash', ['-n'], { input: stdout, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});

it('the script for PowerShell closes what it opens', async () => {
  const { stdout } = await run(['completion', 'powershell']);
  const signs = stdout.replaceAll(/'[^']*'|"(?:`.|[^"`])*"|^#.*$/gm, '');
  for (const [opening, closing] of ['{}', '()', '[]'].map((pair) => [...pair] as [string, string])) {
    expect(signs.split(opening).length, opening).toBe(signs.split(closing).length);
  }
});

it('install-links wants a folder, and makes nothing without', async () => {
  const place = mkdtempSync(join(tmpdir(), 'rabbitctl-links-'));
  expect(await run(['install-links', join(place, 'none')])).toMatchObject({ code: 65, stdout: '' });
  expect(await run(['install-links'])).toMatchObject({ code: 64 });
  expect(readdirSync(place)).toEqual([]);
  expect(Object.keys(installLinks.definition.flags ?? {})).toEqual(['force', 'remove']);
});

const scriptOf = (result: Result | undefined): unknown => (result?.kind === 'value' ? result.value : undefined);
