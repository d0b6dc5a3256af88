import { expect, it, onTestFinished } from 'vitest';
import { path } from '../../src/api/management-api.js';
import { deviceLogin } from '../../src/cluster/oauth/device-login.js';
import { TokenServer } from '../../src/cluster/oauth/token-server.js';
import type { Surroundings } from '../../src/cluster/surroundings.js';
import { authorizationServer, given, refusing } from './authorization-server.js';
import { broke, open, three } from './opened.js';

const surroundings: Surroundings = { env: {}, warn: () => {}, askSecret: async () => 'nothing is asked here' };
const device = [200, { device_code: 'd', user_code: 'WDJB-MJHT', verification_uri: 'https://sso', interval: 0.05 }];

async function served(answers: Parameters<typeof authorizationServer>[0]) {
  const server = await authorizationServer(answers);
  onTestFinished(() => server.close());
  return server;
}

const clientOf = (url: string) =>
  new TokenServer(
    {
      ...{ flow: 'device_code', clientAuth: 'basic', clientId: 'tests', scopes: [] },
      ...{ tokenUrl: `${url}/token`, deviceUrl: `${url}/device` },
    },
    'c.toml:3',
    surroundings,
  );

it('asks more slowly when the server says so', async () => {
  const answers = [refusing('slow_down'), given('t')];
  const { url } = await served({ '/device': [device as never], '/token': answers });
  const began = performance.now();
  expect((await deviceLogin(clientOf(url), surroundings)).accessToken).toBe('t');
  // Five seconds more (RFC 8628, 3.5).
  expect(performance.now() - began).toBeGreaterThan(5000);
});

it('goes on when the server is away for a moment', async () => {
  const server = await served({
    '/device': [device as never],
    '/token': [refusing('authorization_pending'), given('t')],
  });
  const asked = clientOf(server.url);
  let failures = 0;
  const grant = asked.grant.bind(asked);
  asked.grant = async (form) => {
    failures += 1;
    // Its port of before is shut: a real refusal by the machine.
    return failures === 2 ? clientOf('http://127.0.0.1:1').grant(form) : grant(form);
  };
  expect((await deviceLogin(asked, surroundings)).accessToken).toBe('t');
  expect(failures).toBe(3);
});

it('the next node that is asked has the same token, for which nobody is asked again', async () => {
  const sso = await served({ '/device': [device as never], '/token': [given('t0ken')] });
  const nodes = await Promise.all(['b@lap', 'c@lap'].map((name) => broke({ name })));
  const oauth = `oauth = { token_url = "${sso.url}/token", device_url = "${sso.url}/device", client_id = "tests" }`;
  const file = three([1, ...nodes.map(({ port }) => port)]).replace('username = "ops", password = "pw"', oauth);
  const { cluster, said } = await open({ cluster: 'prod' }, file, {}, undefined, async () => 'not asked');
  expect(await cluster.api.request('GET', path`whoami`)).toMatchObject({ from: 'b@lap' });
  await nodes[0]?.close();
  expect(await cluster.api.request('GET', path`whoami`)).toMatchObject({ from: 'c@lap' });
  expect(sso.asked.map((one) => one.path)).toEqual(['/device', '/token']);
  expect(said.filter((line) => line.startsWith('To log in'))).toHaveLength(1);
});
