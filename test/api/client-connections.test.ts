import { describe, expect, test } from 'vitest';
import { closeClientConnection } from '../../src/api/client-connections.js';
import { ApiRefused } from '../../src/api/errors.js';
import { addMember } from '../../src/api/quorum-queues.js';
import { api, failure, json, serve, transports } from './servers.js';

describe.each(transports)('over %s', (_name, transport) => {
  test('a client hears why it is cut off', async () => {
    const heard: string[] = [];
    const { port } = await serve((request, response) => {
      heard.push(`${request.url} ${request.headers['x-reason']}`);
      response.writeHead(204).end();
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    await closeClientConnection(management, '[::1]:1 -> [::1]:5672', 'go "away"');
    expect(heard).toEqual([
      '/api/connections/%5B%3A%3A1%5D%3A1%20-%3E%20%5B%3A%3A1%5D%3A5672?disable_stats=true go "away"',
    ]);
  });

  test('a 503 about a quorum queue is a refusal, for that request alone', async () => {
    const { port } = await serve((_, response) => {
      json(response, { error: 'service_unavailable', reason: 'node_not_running' }, 503);
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    const error = await failure(addMember(management, { vhost: '/', queue: 'q' }, 'rabbit@mq2'));
    expect(error).toBeInstanceOf(ApiRefused);
    expect(error.message).toBe('node_not_running');
  });
});
