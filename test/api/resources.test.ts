import { describe, expect, test } from 'vitest';
import { putClusterName } from '../../src/api/cluster-name.js';
import { consumerItems } from '../../src/api/consumers.js';
import { exportDefinitions } from '../../src/api/definitions.js';
import { ApiRefused, ApiUnavailable } from '../../src/api/errors.js';
import { listFeatureFlags } from '../../src/api/feature-flags.js';
import { checkAlarms } from '../../src/api/health.js';
import type { ManagementApi, RequestOptions } from '../../src/api/management-api.js';
import { getNodeWithMemory, listNodes } from '../../src/api/nodes.js';
import { getOverview } from '../../src/api/overview.js';
import * as permissions from '../../src/api/permissions.js';
import * as policies from '../../src/api/policies.js';
import { listQueues } from '../../src/api/queues.js';
import * as users from '../../src/api/users.js';
import * as vhosts from '../../src/api/vhosts.js';
import { NotFound, TimedOut } from '../../src/errors.js';
import { collected } from '../../src/items.js';
import { itemsByRequest } from '../items-by-request.js';

type Seen = [method: string, path: string, options?: RequestOptions | undefined];

/** An API that answers everything with one value, and what it was asked. */
function answering(answer: unknown): { api: ManagementApi; seen: Seen[] } {
  const seen: Seen[] = [];
  const request: ManagementApi['request'] = async (...asked) => {
    seen.push(asked);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const api: ManagementApi = {
    url: 'http://mq1:15672',
    request,
    items: itemsByRequest(request),
    stream: async function* (...asked) {
      seen.push(asked);
      yield new Uint8Array([1]);
    },
    close: async () => {},
  };
  return { api, seen };
}

const rights = { configure: '', write: 'w', read: 'r' };
const policy = { pattern: '^a', definition: { 'max-length': 1 } };

const lists: readonly [string, (api: ManagementApi) => Promise<unknown>, ...Seen][] = [
  ['listNodes', (api) => listNodes(api, ['name', 'running']), 'GET', 'nodes', { query: { columns: 'name,running' } }],
  ['listUsers', users.listUsers, 'GET', 'users'],
  ['listVhostPermissions', (api) => permissions.listVhostPermissions(api, '/'), 'GET', 'vhosts/%2F/permissions'],
  ['listPolicies', (api) => policies.listPolicies(api), 'GET', 'policies'],
  ['listPolicies of a vhost', (api) => policies.listPolicies(api, '/'), 'GET', 'policies/%2F'],
  ['listFeatureFlags', listFeatureFlags, 'GET', 'feature-flags'],
  [
    'consumerItems',
    (api) => collected(consumerItems(api, 'v', ['queue.name'])),
    'GET',
    'consumers/v',
    { query: { columns: 'queue.name' } },
  ],
];

const objects: typeof lists = [
  ['getOverview', getOverview, 'GET', 'overview', { query: { disable_stats: true } }],
  [
    'getNodeWithMemory',
    (api) => getNodeWithMemory(api, 'rabbit@mq1'),
    'GET',
    'nodes/rabbit%40mq1',
    { query: { memory: true } },
  ],
  ['getUser', (api) => users.getUser(api, 'u'), 'GET', 'users/u'],
  ['getVhost', (api) => vhosts.getVhost(api, '/'), 'GET', 'vhosts/%2F'],
];

const writes: typeof lists = [
  [
    'putUser',
    (api) => users.putUser(api, 'u', { password: 'p', tags: 't' }),
    'PUT',
    'users/u',
    { body: { password: 'p', tags: 't' } },
  ],
  ['deleteUser', (api) => users.deleteUser(api, 'u'), 'DELETE', 'users/u'],
  ['putVhost', (api) => vhosts.putVhost(api, 'v'), 'PUT', 'vhosts/v', { body: {} }],
  ['deleteVhost', (api) => vhosts.deleteVhost(api, 'v'), 'DELETE', 'vhosts/v'],
  [
    'putPermission',
    (api) => permissions.putPermission(api, '/', 'u', rights),
    'PUT',
    'permissions/%2F/u',
    { body: rights },
  ],
  ['deletePermission', (api) => permissions.deletePermission(api, '/', 'u'), 'DELETE', 'permissions/%2F/u'],
  ['putPolicy', (api) => policies.putPolicy(api, '/', 'p', policy), 'PUT', 'policies/%2F/p', { body: policy }],
  ['deletePolicy', (api) => policies.deletePolicy(api, '/', 'p'), 'DELETE', 'policies/%2F/p'],
  ['putClusterName', (api) => putClusterName(api, 'n'), 'PUT', 'cluster-name', { body: { name: 'n' } }],
];

describe('resources', () => {
  test.each(lists)('%s is one request for a list', async (_name, call, ...expected) => {
    const { api, seen } = answering([{ name: 'a' }, null]);
    expect(await call(api)).toEqual([{ name: 'a' }]);
    expect(seen.map(sent)).toEqual([sent(expected)]);
    await expect(call(answering({ name: 'a' }).api)).rejects.toBeInstanceOf(ApiUnavailable);
  });

  test.each(objects)('%s is one request for an object', async (_name, call, ...expected) => {
    const { api, seen } = answering({ name: 'a' });
    expect(await call(api)).toEqual({ name: 'a' });
    expect(seen.map(sent)).toEqual([sent(expected)]);
    await expect(call(answering([]).api)).rejects.toBeInstanceOf(ApiUnavailable);
  });

  test.each(writes)('%s is one request', async (_name, call, ...expected) => {
    const { api, seen } = answering(undefined);
    expect(await call(api)).toBeUndefined();
    expect(seen.map(sent)).toEqual([sent(expected)]);
  });

  test('exportDefinitions is a stream', async () => {
    const { api, seen } = answering(undefined);
    for await (const chunk of exportDefinitions(api, '/', { deadline: 5 })) expect(chunk).toHaveLength(1);
    expect(seen).toEqual([['GET', 'definitions/%2F', { deadline: 5 }]]);
  });

  test('tags of every version', () => {
    expect(users.tagsOf({ tags: 'administrator, custom' })).toEqual(['administrator', 'custom']);
    expect(users.tagsOf({ tags: ['administrator'] })).toEqual(['administrator']);
    expect(users.tagsOf({ tags: '' })).toEqual([]);
    expect(users.tagsOf({})).toEqual([]);
  });
});

describe('listQueues', () => {
  test.each<[readonly string[] | undefined, NonNullable<RequestOptions['query']>]>([
    [undefined, {}],
    [['name'], { columns: 'vhost,name', disable_stats: true }],
    [['arguments', 'policy'], { columns: 'vhost,name,arguments,policy', disable_stats: true }],
    [['name', 'messages'], { columns: 'vhost,name,messages', disable_stats: true, enable_queue_totals: true }],
    [['state'], { columns: 'vhost,name,state', disable_stats: true, enable_queue_totals: true }],
    [['messages', 'consumers'], { columns: 'vhost,name,messages,consumers' }],
    [['node'], { columns: 'vhost,name,node' }],
  ])('%j', async (columns, query) => {
    const { api, seen } = answering([]);
    await listQueues(api, '/', columns);
    expect(seen.map(sent)).toEqual([sent(['GET', 'queues/%2F', { query }])]);
  });

  test('of every virtual host', async () => {
    const { api, seen } = answering([]);
    await listQueues(api, undefined);
    expect(seen[0]?.[1]).toBe('queues');
  });
});

describe('health', () => {
  const body = { status: 'failed', reason: 'There are alarms', alarms: [{ node: 'rabbit@a', resource: 'memory' }] };
  const failed = (answer: object) => new ApiRefused(body.reason, { status: 503, answer: { ...body, ...answer } });

  test('well, and not well', async () => {
    const { api, seen } = answering({ status: 'ok' });
    expect(await checkAlarms(api)).toEqual([]);
    expect(seen[0]?.[1]).toBe('health/checks/alarms');
    expect(await checkAlarms(answering(failed({})).api)).toEqual(body.alarms);
  });

  test.each([{ alarms: undefined }, { alarms: [] }, { alarms: 'memory' }])(
    'not well, and no alarm: %j',
    async (answer) => {
      const asked = checkAlarms(answering(failed(answer)).api);
      await expect(asked).rejects.toMatchObject({ exitCode: 69, message: expect.stringMatching(/alarms/) });
    },
  );

  test('alarms that are told in another way are alarms', async () => {
    expect(await checkAlarms(answering(failed({ alarms: [null, 'memory'] })).api)).toHaveLength(2);
  });

  test.each([{}, { status: 'failed' }, { message: 'welcome' }])(
    'an answer of somebody else is not well: %j',
    async (other) => {
      await expect(checkAlarms(answering(other).api)).rejects.toMatchObject({ why: 'not-management', exitCode: 69 });
    },
  );

  test('a missing check or a failing request is not a bad result', async () => {
    for (const error of [new NotFound('Not Found'), new TimedOut('no answer')]) {
      await expect(checkAlarms(answering(error).api)).rejects.toBe(error);
    }
  });
});

/** Without what is undefined. */
function sent(seen: Seen): unknown {
  return JSON.parse(JSON.stringify([seen[0], seen[1], { query: seen[2]?.query ?? {}, body: seen[2]?.body }]));
}
