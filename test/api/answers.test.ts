import { describe, expect, test } from 'vitest';
import { AccessRefused, ApiRefused, ApiUnavailable, LoginRefused } from '../../src/api/errors.js';
import { path } from '../../src/api/management-api.js';
import { CheckFailed, DataError, NotFound, NotPermitted, Unavailable } from '../../src/errors.js';
import { api, failure, serve, transports } from './servers.js';

const page = '<!DOCTYPE html>\n<html><head><title>nginx</title></head></html>';
const jsonType = { 'content-type': 'application/json' };

describe.each(transports)('answers over %s', (_name, transport) => {
  async function refused(status: number, body: unknown, settings = {}, route = path`users/${'u'}`, headers = {}) {
    const { port } = await serve((_request, response) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, { ...(typeof body === 'string' ? {} : jsonType), ...headers }).end(text);
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}`, ...settings });
    const error = await failure(management.request('PUT', route, { body: {} }));
    return { error, where: `127.0.0.1:${port}` };
  }

  test('400 is the server’s reason, without its HTML and its Erlang', async () => {
    const escaped = 'Validation failed\n\n[{&lt;&lt;"a&amp;b"&gt;&gt;,1}] are not recognised policy settings\n';
    const { error } = await refused(400, { error: 'bad_request', reason: escaped });
    expect(error).toBeInstanceOf(DataError);
    expect(error.message).toBe('Validation failed\n\n[{<<"a&b">>,1}] are not recognised policy settings');
    const codes = ['invalid_regexp', [40], [[109, 105, 115, 115, 105, 110, 103, 32, 41], 1]];
    expect((await refused(400, { error: 'bad_request', reason: codes })).error.message).toBe(
      'invalid_regexp, (, missing ), 1',
    );
    const printed = String.raw`<<"Validation failed\n[{<<\"nope\">>,1}]">>`;
    expect((await refused(400, { error: 'x', reason: printed })).error.message).toBe(
      'Validation failed\n[{<<"nope">>,1}]',
    );
    expect((await refused(400, { error: 'x', reason: 'a\u001b[31mb' })).error.message).toBe('a[31mb');
    expect((await refused(400, '')).error).toBeInstanceOf(DataError);
  });

  test('400 of somebody else is not RabbitMQ’s', async () => {
    const text = '<html><body>400 The plain HTTP request was sent to HTTPS port</body></html>';
    const { error, where } = await refused(400, text);
    expect(error).toMatchObject({ why: 'not-management', hint: `url = "https://${where}"`, reached: true });
  });

  test('401 tells a wrong login from missing rights', async () => {
    for (const reason of ['Login failed', 'Not_Authorized']) {
      const { error, where } = await refused(401, { error: 'not_authorized', reason });
      expect(error).toBeInstanceOf(LoginRefused);
      expect(error).toMatchObject({ credentialsGiven: true, exitCode: 77 });
      expect(error.message).toBe(`${where} refuses the login of user "ops"`);
    }
    const { error } = await refused(401, { error: 'not_authorised', reason: 'Not administrator user' });
    expect(error).toBeInstanceOf(NotPermitted);
    expect(error).not.toBeInstanceOf(LoginRefused);
    expect(error.message).toContain('user "ops" may not do PUT /api/users/u');
    expect(error.hint).toBe('the user needs the tag administrator: rabbitmqctl set_user_tags ops administrator');
    const monitor = await refused(401, { error: 'not_authorised', reason: 'Not monitor user' });
    expect(monitor.error.hint).toContain('the tag monitoring');
    const unauthorised = { error: 'not_authorised', reason: 'User not authorised to access object' };
    const policymaker = await refused(401, unauthorised, {}, path`global-parameters/${'x'}`);
    expect(policymaker.error.hint).toContain('the tag policymaker');
    // Of a user without any tag the server says the same wherever it asks.
    const tagless = { error: 'not_authorised', reason: 'Not management user' };
    for (const [where, tag] of [
      [path`users/${'x'}`, 'administrator'],
      [path`nodes`, 'monitoring'],
      [path`parameters`, 'policymaker'],
      [path`queues/${'/'}`, 'management'],
    ] as const) {
      expect((await refused(401, tagless, {}, where)).error.hint).toContain(`needs the tag ${tag}`);
    }
    const vhost = await refused(401, { error: 'not_authorised', reason: 'User not authorised to access virtual host' });
    expect(vhost.error).toBeInstanceOf(AccessRefused);
    expect(vhost.error.hint).toContain('permissions in the virtual host');
  });

  test('401 of guest', async () => {
    const fromFar = { error: 'not_authorised', reason: 'User can only log in via localhost' };
    const none = await refused(401, fromFar, { username: 'guest', credentialsGiven: false });
    expect(none.error).toBeInstanceOf(LoginRefused);
    expect(none.error).toMatchObject({
      credentialsGiven: false,
      hint: expect.stringMatching(/only from the node’s own machine.*--username.*--password-file/),
    });
    const given = await refused(401, fromFar, { username: 'guest' });
    expect(given.error).toBeInstanceOf(LoginRefused);
    expect(given.error.message).toContain('user "guest" may log in to');
    const wrong = await refused(401, { error: 'not_authorized', reason: 'Login failed' }, { credentialsGiven: false });
    expect(wrong.error).toMatchObject({ credentialsGiven: false });
  });

  test('401 of a proxy, 403', async () => {
    expect((await refused(401, page)).error).toBeInstanceOf(LoginRefused);
    const { error } = await refused(403, { error: 'forbidden', reason: 'protected' });
    expect(error).toBeInstanceOf(NotPermitted);
    expect(error.message).toContain('protected');
  });

  test.each([
    ['a route without such a thing, since 3.7', 'Object Not Found', 'Not Found', 'Not Found'],
    ['the same before', 'Object Not Found', '"Not Found"\n', '"Not Found"'],
    ['a virtual host that a write needs', 'not_found', 'vhost_not_found', 'vhost_not_found'],
    ['AMQP 404', 'not_found', "NOT_FOUND - no queue 'q'", "NOT_FOUND - no queue 'q'"],
  ])('404 of RabbitMQ is about the thing asked for: %s', async (_when, error, reason, says) => {
    const refusal = (await refused(404, { error, reason })).error;
    expect(refusal).toBeInstanceOf(NotFound);
    expect(refusal.message).toBe(says);
  });

  test.each<[string, unknown]>([
    ['a page', page],
    ['nothing', ''],
    ['Kong', { message: 'no Route matched with those values' }],
    ['FastAPI', { detail: 'Not Found' }],
    ['Spring', { timestamp: '2026-01-01T00:00:00Z', status: 404, error: 'Not Found', path: '/api/users/u' }],
    ['other words', { error: 'no such backend', reason: 'Not Found' }],
    ['no words', {}],
  ])('404 of somebody else says nothing about it: %s', async (_who, body) => {
    const { error, where } = await refused(404, body);
    expect(error).toMatchObject({ why: 'not-management', reached: true });
    expect(error.message).toBe(`${where} has no Management HTTP API at this address`);
    expect(error.hint).toContain('rabbitmq-plugins enable rabbitmq_management');
  });

  test('404 of a list that every version has is about the address', async () => {
    const { error } = await refused(404, { error: 'Object Not Found', reason: 'Not Found' }, {}, path`overview`);
    expect(error).toMatchObject({ why: 'not-management', reached: true });
  });

  test('405, 409, 412 are refusals', async () => {
    for (const status of [405, 409, 412]) {
      const { error } = await refused(status, { error: 'e', reason: 'Vhost is protected' });
      expect(error).toBeInstanceOf(CheckFailed);
      expect(error).toMatchObject({ status, message: 'Vhost is protected', exitCode: 69 });
    }
    expect((await refused(405, '')).error.message).toContain('refused PUT /api/users/u: HTTP 405');
  });

  test('413 and its RabbitMQ form name the limit', async () => {
    expect((await refused(413, '')).error.hint).toContain('max_body_size');
    const reason = 'Exceeded HTTP request body size limit of 10 bytes';
    expect((await refused(400, { error: 'bad_request', reason })).error.hint).toContain('max_body_size');
  });

  test('429 is busy', async () => {
    expect((await refused(429, '')).error).toMatchObject({ why: 'busy', reached: true });
  });

  test('500 with and without words', async () => {
    const { error } = await refused(500, { error: 'Internal Server Error', reason: 'boom' });
    expect(error).toBeInstanceOf(Unavailable);
    expect(error).toMatchObject({ why: 'server', reached: true, exitCode: 69 });
    expect(error.message).toContain('HTTP 500, boom');
    expect((await refused(502, page)).error.message).toContain('HTTP 502');
    expect((await refused(500, '')).error.message).toMatch(/HTTP 500$/);
  });

  test('503 of a health check holds the details; any other is an outage', async () => {
    const body = { status: 'failed', reason: 'No active listener', missing: 9, ports: [5672] };
    const { error } = await refused(503, body);
    expect(error).toBeInstanceOf(ApiRefused);
    expect(error).toMatchObject({ status: 503, message: 'No active listener', answer: body });
    expect((await refused(503, page)).error).toMatchObject({ why: 'server' });
  });

  test('a redirect is shown, not followed', async () => {
    let followed = false;
    const other = await serve((_request, response) => {
      followed = true;
      response.end('{}');
    });
    const location = `http://u:pw@127.0.0.1:${other.port}/api/users/u?token=x`;
    const { error } = await refused(302, '', {}, path`users/${'u'}`, { location });
    expect(error).toMatchObject({ why: 'not-management' });
    expect(error.message).toContain(`to http://127.0.0.1:${other.port}/api/users/u`);
    expect(error.message).not.toMatch(/pw|token/);
    expect(followed).toBe(false);
  });

  test('200 that is not JSON shows how it begins', async () => {
    const { error } = await refused(200, page);
    expect(error).toBeInstanceOf(ApiUnavailable);
    expect(error).toMatchObject({ why: 'not-json', reached: true });
    expect(error.message).toContain('does not look like RabbitMQ');
    expect(error.message).toContain('<!DOCTYPE html> <html><head>');
    expect((await refused(200, 'a\u001b]0;title\u0007b')).error.message).not.toMatch(/\p{Cc}/u);
  });

  test('truncated JSON is cut, not nonsense', async () => {
    expect((await refused(200, '[{"name":"q1"},{"na')).error).toMatchObject({ why: 'cut', reached: true });
  });
});
