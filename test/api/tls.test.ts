import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { path } from '../../src/api/management-api.js';
import { ConfigError } from '../../src/errors.js';
import { Authority } from './certificates.js';
import { api, failure, json, serve, serveRaw, serveSecurely, transports } from './servers.js';
import { Tunnel } from './tunnel.js';

const authority = new Authority();
const stranger = new Authority();
const good = authority.issue('good', 'DNS:localhost,IP:127.0.0.1');
afterAll(() => {
  authority.remove();
  stranger.remove();
});

describe.each(transports)('TLS over %s', (_name, transport) => {
  const ask = async (settings: { url: string; [setting: string]: unknown }) =>
    api(transport, settings).request('GET', path`overview`);

  test('a certificate for the name or the address, by our authority', async () => {
    const { port, connections } = await serveSecurely(good, (_request, response) => json(response, { node: 'a' }));
    for (const host of ['localhost', '127.0.0.1']) {
      expect(await ask({ url: `https://${host}:${port}`, ca: authority.ca })).toEqual({ node: 'a' });
    }
    const management = api(transport, { url: `https://localhost:${port}`, ca: authority.ca });
    for (let count = 0; count < 3; count++) await management.request('GET', path`overview`);
    expect(connections()).toBe(3);
  });

  test('an authority that is not known, or another one', async () => {
    const { port } = await serveSecurely(good, (_request, response) => json(response, {}));
    const unknown = await failure(ask({ url: `https://localhost:${port}` }));
    expect(unknown).toMatchObject({ why: 'tls', reached: false });
    expect(unknown.message).toContain('signed by an authority that is not known here');
    expect(unknown.hint).toMatch(/ca = "ca.pem".*--ca/);
    const other = await failure(ask({ url: `https://localhost:${port}`, ca: stranger.ca }));
    expect(other.message).toContain(`not signed by the authority in ${stranger.ca}`);
  });

  test('NODE_TLS_REJECT_UNAUTHORIZED does not switch verification off', async () => {
    const { port } = await serveSecurely(good, (_request, response) => json(response, {}));
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(await failure(ask({ url: `https://localhost:${port}` }))).toMatchObject({ why: 'tls' });
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });

  test('another name, and server_name as the way out', async () => {
    const wrong = authority.issue('wrong', 'DNS:mq1.internal,DNS:mq2.internal');
    const { port } = await serveSecurely(wrong, (_request, response) => json(response, {}));
    const error = await failure(ask({ url: `https://localhost:${port}`, ca: authority.ca }));
    expect(error).toMatchObject({ why: 'tls', reached: false });
    expect(error.message).toContain('is for mq1.internal, mq2.internal, not for localhost');
    expect(error.hint).toContain('server_name = "mq1.internal"');
    const url = `https://127.0.0.1:${port}`;
    expect(await ask({ url, ca: authority.ca, serverName: 'mq2.internal' })).toEqual({});
    const still = await failure(ask({ url, ca: authority.ca, serverName: 'mq9.internal' }));
    expect(still.message).toContain('not for mq9.internal');
  });

  test('server_name may be an address', async () => {
    const { port } = await serveSecurely(good, (_request, response) => json(response, {}));
    const tunnel = new Tunnel(port);
    const settings = { ca: authority.ca, connect: tunnel.connect, serverName: '127.0.0.1' };
    expect(await ask({ url: 'https://mq1:15671', ...settings })).toEqual({});
  });

  test('an expired certificate', async () => {
    const old = authority.issue('old', 'DNS:localhost', -1);
    const { port } = await serveSecurely(old, (_request, response) => json(response, {}));
    const error = await failure(ask({ url: `https://localhost:${port}`, ca: authority.ca }));
    expect(error).toMatchObject({ why: 'tls', reached: false });
    expect(error.message).toMatch(/has expired \(valid to .* GMT\)/);
  });

  test('a server that speaks nothing as new as wanted', async () => {
    const old = await serveSecurely({ ...good, maxVersion: 'TLSv1.2' }, (_request, response) => json(response, {}));
    const settings = { url: `https://localhost:${old.port}`, ca: authority.ca };
    expect(await ask(settings)).toEqual({});
    const error = await failure(ask({ ...settings, tlsMinVersion: 'TLSv1.3' }));
    expect(error).toMatchObject({ why: 'tls', reached: false });
    expect(error.message).toBe(`localhost:${old.port} speaks no TLS as new as TLSv1.3`);
    expect(error.hint).toContain('tls_min_version = "TLSv1.2"');
    const { port } = await serveSecurely(good, (request, response) => {
      json(response, { version: (request.socket as import('node:tls').TLSSocket).getProtocol() });
    });
    const url = `https://localhost:${port}`;
    expect(await ask({ url, ca: authority.ca, tlsMinVersion: 'TLSv1.3' })).toEqual({ version: 'TLSv1.3' });
  });

  test('a client certificate, given and not given', async () => {
    const client = authority.issue('client', '');
    const { readFileSync } = await import('node:fs');
    const options = { ...good, ca: readFileSync(authority.ca), requestCert: true, rejectUnauthorized: true };
    const { port } = await serveSecurely(options, (request, response) => {
      json(response, { client: (request.socket as import('node:tls').TLSSocket).getPeerCertificate().subject.CN });
    });
    const settings = { url: `https://localhost:${port}`, ca: authority.ca };
    expect(await ask({ ...settings, cert: client.certFile, key: client.keyFile })).toEqual({ client: 'client' });
    const error = await failure(ask(settings));
    // The end of the connection may be seen before the alert that explains it.
    expect(['tls', 'cut']).toContain(error.why);
    expect(error.hint).toContain('if it asks for a client certificate: cert = "cert.pem"');
  });

  test('files that cannot be used', async () => {
    const { port } = await serveSecurely(good, (_request, response) => json(response, {}));
    const url = `https://localhost:${port}`;
    const garbage = authority.file('garbage.pem');
    writeFileSync(garbage, 'no certificate');
    for (const [settings, says] of [
      [{ ca: '/nowhere/ca.pem' }, '/nowhere/ca.pem cannot be read'],
      [{ ca: garbage }, 'garbage.pem is not a PEM file'],
      [{ ca: authority.ca, cert: good.certFile, key: authority.file('ca.key') }, 'good.pem'],
    ] as const) {
      const error = await failure(ask({ url, ...settings }));
      expect(error).toBeInstanceOf(ConfigError);
      expect(error.message).toContain(says);
    }
  });

  test('plain HTTP answers on an https URL', async () => {
    const { port } = await serve((_request, response) => json(response, {}));
    const error = await failure(ask({ url: `https://localhost:${port}` }));
    expect(error).toMatchObject({ why: 'tls', reached: false, message: `localhost:${port} does not speak TLS` });
    expect(error.hint).toContain(`url = "http://localhost:${port}"`);
  });

  test('TLS answers on an http URL', async () => {
    const { port } = await serveSecurely(good, (_request, response) => json(response, {}));
    const error = await failure(ask({ url: `http://localhost:${port}` }));
    expect(error.reached).toBe(true);
    expect(error.hint).toContain(`https://localhost:${port}`);
  });

  test('the far side hangs up, or says nothing, in the handshake', async () => {
    const rude = await serveRaw((socket) => socket.once('data', () => socket.destroy()));
    expect(await failure(ask({ url: `https://localhost:${rude.port}` }))).toMatchObject({ why: 'tls', reached: false });
    const silent = await serveRaw((socket) => socket.resume());
    const error = await failure(ask({ url: `https://localhost:${silent.port}`, connectDeadline: 100 }));
    expect(error).toMatchObject({ why: 'timeout', reached: false });
    expect(error.message).toContain('within 0.1 s');
    await expect.poll(() => silent.sockets.size).toBe(0);
  });
});
