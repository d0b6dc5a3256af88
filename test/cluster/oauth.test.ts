import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OAuthClient } from '../../src/cluster/layer.js';
import type { Surroundings } from '../../src/cluster/surroundings.js';
import { Tokens } from '../../src/cluster/tokens.js';
import { ConfigError, Interrupted, NotPermitted, UsageError } from '../../src/errors.js';
import { authorizationServer, given, refusing } from './authorization-server.js';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const origin = 'clusters.prod in c.toml:3';
const secrets = ['cl1ent s3cret', 'acc3ss-one', 'acc3ss-two', 'r3fresh', 'd3vice'];

let home: string;
const opened: { close(): Promise<void> }[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rabbitctl-oauth-'));
});
afterEach(async () => {
  for (const thing of opened.splice(0)) await thing.close();
  rmSync(home, { recursive: true });
});

async function server(answers: Parameters<typeof authorizationServer>[0]) {
  const made = await authorizationServer(answers);
  opened.push(made);
  return made;
}

/** One run of the tool: what is said on stderr, --debug too, and the tokens. */
function run(more: Partial<Surroundings> = {}) {
  const said: string[] = [];
  const env = { XDG_CACHE_HOME: home, CLIENT_SECRET: secrets[0], HTTP_PROXY: 'http://not.used:1' };
  const warn = (line: string) => void said.push(line);
  return { said, tokens: new Tokens({ env, warn, debug: warn, ...more }) };
}

const service = (url: string, more: Partial<OAuthClient> = {}) => ({
  value: {
    from: 'oauth' as const,
    client: {
      flow: 'client_credentials' as const,
      tokenUrl: `${url}/token`,
      clientId: 'rabbit ctl',
      clientSecret: { from: 'environment' as const, variable: 'CLIENT_SECRET' },
      clientAuth: 'basic' as const,
      scopes: ['rabbitmq.tag:administrator', 'rabbitmq.read:*/*'],
      ...more,
    },
  },
  origin,
});

const person = (url: string, more: Partial<OAuthClient> = {}) => {
  const { value } = service(url, { flow: 'device_code', deviceUrl: `${url}/device`, ...more });
  const { clientSecret: _, ...client } = value.client;
  return { value: { ...value, client }, origin };
};

const atTerminal = { askSecret: async () => 'nothing is asked here' };
const device = (more: object = {}) =>
  [
    200,
    { device_code: 'd3vice', user_code: 'WDJB-MJHT', verification_uri: 'https://sso/device', interval: 0.02, ...more },
  ] as const;

const kept = (): readonly string[] =>
  readdirSync(join(home, 'rabbitctl/tokens')).map((name) => join(home, 'rabbitctl/tokens', name));

function secretFree(...things: unknown[]): void {
  const text = things.map((thing) => (typeof thing === 'string' ? thing : inspect(thing, { depth: 9 }))).join('\n');
  for (const secret of secrets) expect(text).not.toContain(secret);
}

const failing = async (promise: Promise<unknown>): Promise<Error & { readonly hint?: string }> => {
  const error = await promise.then(
    (value) => expect.fail(`resolved to ${value}`),
    (reason: unknown) => reason as Error,
  );
  secretFree(error);
  return error;
};

describe('client credentials', () => {
  it('are exchanged for a token, which is kept where only we can read it', async () => {
    const { url, asked } = await server({ '/token': [given('acc3ss-one')] });
    const first = run();
    expect(await Promise.all([1, 2].map(() => first.tokens.fetch(service(url))))).toEqual(['acc3ss-one', 'acc3ss-one']);
    expect(await run().tokens.fetch(service(url))).toBe('acc3ss-one');
    expect(asked).toEqual([
      {
        path: '/token',
        authorization: `Basic ${Buffer.from('rabbit+ctl:cl1ent+s3cret').toString('base64')}`,
        form: { grant_type: 'client_credentials', scope: 'rabbitmq.tag:administrator rabbitmq.read:*/*' },
      },
    ]);
    const [file = '', ...others] = kept();
    expect(others).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'rabbitctl/tokens')).mode & 0o777).toBe(0o700);
    expect(readFileSync(file, 'utf8')).not.toContain('s3cret');
    secretFree(first.said, file);
    expect(first.said).toEqual([expect.stringMatching(/^POST http:.*\/token -> 200 \(\d+ ms\)$/)]);
  });

  it('stand in the form where the server wants them there; an audience goes along', async () => {
    const { url, asked } = await server({ '/token': [given('acc3ss-one')] });
    await run().tokens.fetch(service(url, { clientAuth: 'post', scopes: [], audience: 'rabbitmq' }));
    expect(asked).toEqual([
      {
        path: '/token',
        authorization: undefined,
        form: {
          client_id: 'rabbit ctl',
          client_secret: 'cl1ent s3cret',
          grant_type: 'client_credentials',
          audience: 'rabbitmq',
        },
      },
    ]);
  });

  it('another client, or other scopes, have a token of their own', async () => {
    const { url } = await server({ '/token': [given('acc3ss-one'), given('acc3ss-two')] });
    expect(await run().tokens.fetch(service(url))).toBe('acc3ss-one');
    expect(await run().tokens.fetch(service(url, { scopes: [] }))).toBe('acc3ss-two');
    expect(kept()).toHaveLength(2);
  });

  it('are exchanged anew when the token ends, when a node refuses it, and when the file is damaged or open to others', async () => {
    const { url, asked } = await server({ '/token': [given('acc3ss-one', { expires_in: '5' }), given('acc3ss-two')] });
    expect(await run().tokens.fetch(service(url))).toBe('acc3ss-one');
    expect(await run().tokens.fetch(service(url))).toBe('acc3ss-two');
    expect(await run().tokens.fetch(service(url), 'acc3ss-two')).toBe('acc3ss-two');
    expect(asked).toHaveLength(3);
    const [file = ''] = kept();
    writeFileSync(file, '{"accessToken": "acc3ss');
    const damaged = run();
    expect(await damaged.tokens.fetch(service(url))).toBe('acc3ss-two');
    expect(damaged.said[0]).toBe(`${file} is not used: it is damaged`);
    await chmod(file, 0o640);
    const open = run();
    expect(await open.tokens.fetch(service(url))).toBe('acc3ss-two');
    expect(open.said[0]).toBe(`${file} is not used: others could read or write it`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(asked).toHaveLength(5);
  });

  it('do their work where nothing can be kept', async () => {
    const { url } = await server({ '/token': [given('acc3ss-one')] });
    await mkdir(join(home, 'rabbitctl'));
    writeFileSync(join(home, 'rabbitctl/tokens'), 'a file');
    const { said, tokens } = run();
    expect(await tokens.fetch(service(url))).toBe('acc3ss-one');
    expect(said.at(-1)).toMatch(/^the token is not kept for the next run: E/);
  });

  it('that are refused are an error, with the server’s words and where they are named', async () => {
    const { url } = await server({ '/token': [refusing('invalid_client', { error_description: 'no such client' })] });
    const error = await failing(run().tokens.fetch(service(url)));
    expect(error).toBeInstanceOf(NotPermitted);
    expect(error.message).toBe(`${url}/token gives no token to client "rabbit ctl": invalid_client: no such client`);
    expect(error.hint).toContain(origin);
  });

  it.each<[name: string, answer: readonly [number, unknown], says: RegExp]>([
    ['an error page', [502, 'Bad gateway'], /gives no token to client "rabbit ctl": HTTP 502$/],
    ['no object', [200, ['acc3ss-one']], /\/token gives no token$/],
    ['no token', [200, { token_type: 'Bearer' }], /\/token gives no token$/],
    ['a token that is none', [200, { access_token: 'a\r\nX: y' }], /\/token gives no token$/],
  ])('%s is no token', async (_name, answer, says) => {
    const { url } = await server({ '/token': [answer] });
    const error = await failing(run().tokens.fetch(service(url)));
    expect(error).toBeInstanceOf(NotPermitted);
    expect(error.message).toMatch(says);
  });

  it('of a server that is not there', async () => {
    const error = await failing(run().tokens.fetch(service('http://127.0.0.1:1')));
    expect(error).toBeInstanceOf(NotPermitted);
    expect(error.message).toBe('there is no token to log in with: nothing listens on 127.0.0.1:1');
    expect(error.hint).toBe('it was asked for with POST http://127.0.0.1:1/token');
  });

  it('whose secret is not there', async () => {
    const missing = service('http://127.0.0.1:1', { clientSecret: { from: 'file', file: '/nowhere' } });
    const error = await failing(run().tokens.fetch(missing));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toBe('the client secret file /nowhere cannot be read: no such file');
  });

  it('the issuer names its addresses itself', async () => {
    const described = await server({ '/realms/mq/.well-known/openid-configuration': [], '/t': [given('acc3ss-one')] });
    const { url } = await server({
      '/.well-known/openid-configuration': [[200, { token_endpoint: `${described.url}/t` }]],
    });
    const issued = (issuer: string) => {
      const { value } = service(url);
      const { tokenUrl: _, ...client } = value.client;
      return { value: { ...value, client: { ...client, issuer } }, origin };
    };
    expect(await run().tokens.fetch(issued(`${url}/`))).toBe('acc3ss-one');
    expect((await failing(run().tokens.fetch(issued(`${described.url}/realms/mq`)))).message).toMatch(/HTTP 404$/);
  });
});

describe('a login with a device code', () => {
  it('says where to log in, waits, and keeps what it got', async () => {
    const { url, asked } = await server({
      '/device': [device()],
      '/token': [
        refusing('authorization_pending'),
        refusing('authorization_pending'),
        given('acc3ss-one', { refresh_token: 'r3fresh' }),
      ],
    });
    const { said, tokens } = run(atTerminal);
    expect(await tokens.fetch(person(url))).toBe('acc3ss-one');
    expect(said).toContain('To log in, open https://sso/device and enter the code WDJB-MJHT');
    secretFree(said);
    expect(asked.map(({ path }) => path)).toEqual(['/device', '/token', '/token', '/token']);
    expect(asked[0]?.form).toEqual({ client_id: 'rabbit ctl', scope: 'rabbitmq.tag:administrator rabbitmq.read:*/*' });
    expect(asked[1]?.form).toEqual({ client_id: 'rabbit ctl', grant_type: deviceGrant, device_code: 'd3vice' });
    // Without a terminal from now on: nobody is asked.
    expect(await run().tokens.fetch(person(url))).toBe('acc3ss-one');
    expect(asked).toHaveLength(4);
  });

  it('is not asked for again while it can be refreshed', async () => {
    const { url, asked } = await server({
      '/device': [device()],
      '/token': [
        given('acc3ss-one', { refresh_token: 'r3fresh', expires_in: 1 }),
        given('acc3ss-two', { expires_in: 1 }),
        given('acc3ss-one'),
      ],
    });
    await run(atTerminal).tokens.fetch(person(url));
    expect(await run().tokens.fetch(person(url))).toBe('acc3ss-two');
    // The server gave no other one to refresh with: the old one stays.
    expect(await run().tokens.fetch(person(url))).toBe('acc3ss-one');
    expect(asked.slice(2).map(({ form }) => form)).toEqual(
      Array(2).fill({ client_id: 'rabbit ctl', grant_type: 'refresh_token', refresh_token: 'r3fresh' }),
    );
  });

  it('is asked for again when that ends too', async () => {
    const { url } = await server({
      '/device': [device()],
      '/token': [
        given('acc3ss-one', { refresh_token: 'r3fresh', expires_in: 1 }),
        refusing('invalid_grant'),
        given('acc3ss-two'),
      ],
    });
    await run(atTerminal).tokens.fetch(person(url));
    expect(await run(atTerminal).tokens.fetch(person(url))).toBe('acc3ss-two');
  });

  it('needs a terminal', async () => {
    const { url, asked } = await server({ '/device': [device()] });
    const error = await failing(run().tokens.fetch(person(url)));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.hint).toContain('client_credentials');
    expect(asked).toEqual([]);
  });

  it.each<[string, RegExp]>([
    ['access_denied', /access_denied$/],
    ['expired_token', /expired_token$/],
  ])('ends with %s', async (word, says) => {
    const { url } = await server({ '/device': [device()], '/token': [refusing(word)] });
    expect((await failing(run(atTerminal).tokens.fetch(person(url)))).message).toMatch(says);
  });

  it('ends when nobody logs in in time', async () => {
    const { url } = await server({
      '/device': [device({ expires_in: 0.1 })],
      '/token': [refusing('authorization_pending')],
    });
    expect((await failing(run(atTerminal).tokens.fetch(person(url)))).message).toBe('nobody logged in in time');
  });

  it('ends with Ctrl-C', async () => {
    const { url } = await server({ '/device': [device({ interval: 60 })] });
    const control = new AbortController();
    const { said, tokens } = run({ ...atTerminal, signal: control.signal });
    const login = failing(tokens.fetch(person(url)));
    await expect.poll(() => said.length).toBe(2);
    control.abort();
    expect(await login).toBeInstanceOf(Interrupted);
  });

  it('what a server says is not obeyed by the terminal', async () => {
    const { url } = await server({
      '/device': [
        device({ user_code: 'A\u001b[2J', verification_uri: undefined, verification_url: 'https://sso/\u0007' }),
      ],
      '/token': [given('acc3ss-one')],
    });
    const { said, tokens } = run(atTerminal);
    await tokens.fetch(person(url));
    expect(said).toContain('To log in, open https://sso/ and enter the code A[2J');
  });
});

describe('a token of another program', () => {
  const from = (value: Parameters<Tokens['fetch']>[0]['value']) => ({ value, origin });

  it('comes from a file, a command or the environment', async () => {
    const file = join(home, 'token');
    writeFileSync(file, ' acc3ss-one \n');
    const { tokens } = run({ env: { TOKEN: 'acc3ss-two' } });
    expect(await tokens.fetch(from({ from: 'file', file }))).toBe('acc3ss-one');
    expect(await tokens.fetch(from({ from: 'command', argv: ['echo', 'acc3ss-two'] }))).toBe('acc3ss-two');
    expect(await tokens.fetch(from({ from: 'environment', variable: 'TOKEN' }))).toBe('acc3ss-two');
  });

  it('is read again when a node refuses it: somebody else keeps the file fresh', async () => {
    const file = join(home, 'token');
    writeFileSync(file, 'acc3ss-one');
    const { tokens } = run();
    await tokens.fetch(from({ from: 'file', file }));
    writeFileSync(file, 'acc3ss-two');
    expect(await tokens.fetch(from({ from: 'file', file }))).toBe('acc3ss-one');
    expect(await tokens.fetch(from({ from: 'file', file }), 'acc3ss-one')).toBe('acc3ss-two');
    // A second node that refused the first one as well.
    expect(await tokens.fetch(from({ from: 'file', file }), 'acc3ss-one')).toBe('acc3ss-two');
  });

  it('that cannot be one is refused, and not shown', async () => {
    const source = { from: 'command', argv: ['printf', 'acc3ss-one with blanks'] } as const;
    const error = await failing(run().tokens.fetch(from(source)));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.hint).toContain(origin);
  });
});
