import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { configFrom } from '../../src/cluster/config-text.js';
import settings from '../../src/commands/settings.js';
import { run } from '../cli/world.js';
import { runCommand } from './fakes.js';

it('each value with its origin, and no password among them', async () => {
  const env = { RABBITCTL_PASSWORD: 's3cret', RABBITCTL_USERNAME: 'ops' };
  const ran = await run(['-n', 'rabbit@mq1', '--json', 'settings'], { env });
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(ran.stdout)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ value: 'ops', origin: 'environment RABBITCTL_USERNAME' }),
      expect.objectContaining({ value: 'http://mq1:15672' }),
    ]),
  );
  expect(ran.stdout).not.toContain('s3cret');
});

it('--import prints a config file that we can read', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'rabbitctl-import-')), 'rabbitmqadmin.conf');
  writeFileSync(
    file,
    '[prod]\nhostname = mq1.example.com\nport = 15671\nusername = ops\npassword = s3cret\nssl = True\n',
  );
  const { result } = await runCommand(settings, { flags: { import: file } });
  const text = result?.kind === 'value' ? String(result.value) : '';
  const { config } = await configFrom(text, 'imported.toml');
  expect([...config.clusters.keys()]).toEqual(['prod']);
});

it('--import of a file that is not there is 65', async () => {
  expect((await runCommand(settings, { flags: { import: '/dev/null/x.conf' } })).error?.exitCode).toBe(65);
});
