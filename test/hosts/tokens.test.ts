import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { authorizationServer, given, refusing } from '../cluster/authorization-server.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { watchCommandLines } from './command-lines.js';
import type { ConfigValues } from './config-file.js';
import { Issuer } from './json-web-token.js';
import { Operator } from './operator.js';
import { Watched } from './processes.js';
import { ensureAlone, outputOf, toolSays } from './states.js';
import { lastHosts } from './two-hosts.js';

const plugin = 'rabbitmq_auth_backend_oauth2';
const secret = 'cl1ent-S3cret';
const all = ['rabbitmq.tag:administrator', 'rabbitmq.configure:*/*', 'rabbitmq.write:*/*', 'rabbitmq.read:*/*'];

/** A real broker that knows the issuer's key; the server of tokens is made up, its tokens are not. */
withLab('trixie', 'a node that takes tokens', (lab: () => Lab) => {
  const issuer = new Issuer();
  let host: LabHost;
  const atEnd: (() => unknown)[] = [];

  const env = async (application: string, key: string, value: string) =>
    toolSays(host, 'eval', `application:set_env(${application}, ${key}, ${value}).`);
  const pluginIs = async (state: 'enable' | 'disable') =>
    outputOf(`rabbitmq-plugins ${state}`, await host.run(['rabbitmq-plugins', state, plugin]));

  beforeAll(async () => {
    [host] = lastHosts(lab());
    await ensureAlone(host);
    await pluginIs('enable');
    const pem = issuer.publicKey.trimEnd().replaceAll('\n', '\\n');
    const keys = `[{default_key, <<"tests">>}, {signing_keys, #{<<"tests">> => {pem, <<"${pem}\\n">>}}}]`;
    await env(plugin, 'resource_server_id', '<<"rabbitmq">>');
    await env(plugin, 'key_config', keys);
    await env('rabbit', 'auth_backends', '[rabbit_auth_backend_internal, rabbit_auth_backend_oauth2]');
  });
  afterEach(async () => {
    for (const end of atEnd.splice(0)) await end();
  });
  afterAll(async () => {
    await env('rabbit', 'auth_backends', '[rabbit_auth_backend_internal]');
    await pluginIs('disable');
  });

  const operator = (api: ConfigValues): Operator => {
    const made = new Operator(lab(), { hosts: [host], anonymous: true, api });
    atEnd.push(() => made.leave());
    return made;
  };
  const serverOf = async (answers: Parameters<typeof authorizationServer>[0]) => {
    const made = await authorizationServer(answers);
    atEnd.push(made.close);
    return made;
  };
  const listed = 'Listing vhosts ...\nname\n/\n';

  test('a token of a file; its scopes decide, and the tag that is missing is named', async () => {
    const { home, run } = bound(operator({ token_file: 'token' }));
    writeFileSync(join(home, 'token'), issuer.issue('tests', all));
    expect(await run('--api-only', 'list_vhosts')).toEqual({ code: 0, stderr: '', stdout: listed });
    writeFileSync(join(home, 'token'), issuer.issue('tests', ['rabbitmq.tag:management']));
    const { code, stderr } = await run('--api-only', 'list_users');
    expect({ code, stderr }).toEqual({ code: 77, stderr: expect.stringContaining('rabbitmq.tag:administrator') });
  });

  test('one that has ended, or that another one signed, is refused, and SSH is no way round that', async () => {
    const { home, run } = bound(operator({ token_file: 'token' }));
    for (const token of [issuer.issue('tests', all, -60), new Issuer().issue('tests', all)]) {
      writeFileSync(join(home, 'token'), token);
      const { code, stdout, stderr } = await run('--debug', 'list_vhosts');
      expect({ code, stdout, stderr }).toEqual({
        code: 77,
        stdout: '',
        stderr: expect.stringContaining('refuses the token'),
      });
      expect(stderr).not.toContain(token.slice(-40));
    }
  });

  test('client credentials: fetched, kept, and fetched anew when the node refuses what was kept', async () => {
    const tokens = [issuer.issue('service', all, -60), issuer.issue('service', all), issuer.issue('service', all)];
    const { url, asked } = await serverOf({ '/token': tokens.map((token) => given(token)) });
    const oauth = { token_url: `${url}/token`, client_id: 'tests', client_secret_file: 'client-secret' };
    const { home, run } = bound(operator({ oauth }));
    writeFileSync(join(home, 'client-secret'), secret);
    const secrets = [...tokens.map((token) => token.slice(-40)), secret];
    const watch = watchCommandLines(secrets);
    const first = await run('--api-only', '--debug', 'list_vhosts');
    expect(first).toMatchObject({ code: 0, stdout: listed });
    expect(asked).toHaveLength(2);
    expect(await run('--api-only', 'list_vhosts')).toEqual({ code: 0, stderr: '', stdout: listed });
    expect(asked).toHaveLength(2);
    const kept = readdirSync(join(home, '.cache/rabbitctl/tokens')).map((name) =>
      join(home, '.cache/rabbitctl/tokens', name),
    );
    expect(kept.map((file) => statSync(file).mode & 0o777)).toEqual([0o600]);
    expect(readFileSync(kept[0] ?? '', 'utf8')).toContain(tokens[1]);
    expect(watch.end()).toEqual([]);
    for (const hidden of [...secrets, Buffer.from(`tests:${secret}`).toString('base64')]) {
      expect(first.stderr).not.toContain(hidden);
    }
  });

  test('a device code: said on the terminal, waited for, and not asked for again', async () => {
    const { url } = await serverOf({
      '/device': [
        [200, { device_code: 'd', user_code: 'WDJB-MJHT', verification_uri: 'https://sso/device', interval: 1 }],
      ],
      '/token': [refusing('authorization_pending'), given(issuer.issue('person', all))],
    });
    const person = operator({ oauth: { token_url: `${url}/token`, device_url: `${url}/device`, client_id: 'tests' } });
    const before = await person.run('--api-only', 'list_vhosts');
    expect(before).toMatchObject({ code: 64, stderr: expect.stringContaining('no terminal') });
    const command = new Watched(person.onTerminal('--api-only', 'list_vhosts'));
    await command.says('To log in, open https://sso/device and enter the code WDJB-MJHT');
    expect((await command.ended).code).toBe(0);
    expect(await person.run('--api-only', 'list_vhosts')).toEqual({ code: 0, stderr: '', stdout: listed });
  });
});

function bound(operator: Operator) {
  return { home: operator.home, run: (...argv: readonly string[]) => operator.run(...argv) };
}
