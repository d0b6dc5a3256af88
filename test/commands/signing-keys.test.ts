import { describe, expect, it } from 'vitest';
import addSigningKey from '../../src/commands/add_signing_key.js';
import addUaaKey from '../../src/commands/add_uaa_key.js';
import { ownTool } from '../cli/own-tool.js';
import { run } from '../cli/world.js';

const key = '{"kty":"oct","k":"c2VjcmV0"}';
const nowhere = 'http://127.0.0.1:1';

it('both are about one node, which alone then knows the key', () => {
  expect([addSigningKey, addUaaKey].map(({ definition }) => definition.about)).toEqual(['node', 'node']);
});

describe.each(['add_signing_key', 'add_uaa_key'])('%s', (name) => {
  it.each([
    ['typed', ['--json', key], undefined],
    ['on stdin', ['--json', '-'], key],
    ['PEM on stdin', ['--pem', '-'], '-----BEGIN PUBLIC KEY-----\n'],
  ])('%s: no word of the tool holds the key', async (_, words, input) => {
    const tool = ownTool(nowhere, { stdout: 'ok\n' });
    const ran = await run(['--config', tool.config, name, 'my id', ...words], input === undefined ? {} : { input });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const [call] = tool.calls();
    expect(call?.words).toEqual(['--node', 'rabbit@mq1', 'eval']);
    expect(call?.stdin).toContain(Buffer.from(input ?? key).toString('base64'));
    expect(ran.stdout.includes(key)).toBe(input === undefined);
  });

  it('a file on the machine of the node goes there by its name', async () => {
    const tool = ownTool(nowhere);
    await run(['--config', tool.config, name, 'id', '--pem-file', '/etc/key.pem']);
    expect(tool.calls()[0]?.words).toEqual(['--node', 'rabbit@mq1', name, '--pem-file', '/etc/key.pem', 'id']);
  });

  it.each([
    [[], 'No key specified'],
    [['--json', key, '--pem', 'x'], 'only one key type'],
    [['--json', 'x'], 'Invalid JSON'],
  ])('%j is refused before anything is asked', async (words, message) => {
    const tool = ownTool(nowhere);
    const { code, stderr } = await run(['--config', tool.config, name, 'id', ...words]);
    expect({ code, calls: tool.calls() }).toEqual({ code: 65, calls: [] });
    expect(stderr).toContain(message);
  });

  it.each([
    ['no_kty\n', 0, 65, 'should contain "kty"'],
    ['fields_missing_for_kty\n', 0, 65, 'are missing'],
    ['invalid_pem_string\n', 0, 64, 'Unable to read a key'],
    ['plugin_off\n', 0, 64, 'plugins enable rabbitmq_auth_backend_oauth2'],
    ['other\n', 0, 65, 'does not take this key'],
    ['', 69, 69, 'was not added on rabbit@mq1'],
  ])('%j with %i ends with %i', async (stdout, code, expected, message) => {
    const tool = ownTool(nowhere, { stdout, code });
    const ran = await run(['--config', tool.config, name, 'id', '--json', key]);
    expect(ran.code).toBe(expected);
    expect(ran.stderr).toContain(message);
  });
});
