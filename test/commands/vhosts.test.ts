import { describe, expect, it } from 'vitest';
import { ApiRefused } from '../../src/api/errors.js';
import addVhost from '../../src/commands/add_vhost.js';
import deleteVhost from '../../src/commands/delete_vhost.js';
import listVhosts from '../../src/commands/list_vhosts.js';
import { CheckFailed, DataError, NotOverHttp, NotPermitted, Unavailable } from '../../src/errors.js';
import { administrator, requests, rowsOf, runCommand } from './fakes.js';

describe('add_vhost', () => {
  const me = { 'GET whoami': { name: 'ops' } };

  it('creates it, and takes from its creator the permissions that HTTP gives', async () => {
    const answers = { ...me, 'PUT vhosts/shop': undefined, 'DELETE permissions/shop/ops': undefined };
    const { seen } = await runCommand(addVhost, { args: { vhost: 'shop' }, answers });
    expect(requests(seen)).toEqual(['GET vhosts/shop', 'GET whoami', 'PUT vhosts/shop', 'DELETE permissions/shop/ops']);
  });

  it('does nothing to one that is there: nobody loses permissions', async () => {
    const answers = { ...me, 'GET vhosts/shop': { name: 'shop' } };
    const { seen, error } = await runCommand(addVhost, { args: { vhost: 'shop' }, answers });
    expect([requests(seen), error]).toEqual([['GET vhosts/shop', 'GET whoami'], undefined]);
  });

  it('is content when there were no permissions to take', async () => {
    const answers = { ...me, 'PUT vhosts/shop': undefined };
    const { error } = await runCommand(addVhost, { args: { vhost: 'shop' }, answers });
    expect(error).toBeUndefined();
  });

  it.each([
    new Unavailable('the connection was cut', { reached: true }),
    new Unavailable('refused', { reached: false }),
    new NotPermitted('401'),
  ])('says whose permissions stayed when %s keeps it from taking them', async (failure) => {
    const answers = { ...me, 'PUT vhosts/shop': undefined, 'DELETE permissions/shop/ops': failure };
    const { error } = await runCommand(addVhost, { args: { vhost: 'shop' }, answers });
    // Not Unavailable: the node's own tool would find the virtual host there, and be content.
    expect(error).toBeInstanceOf(CheckFailed);
    expect(error?.message).toBe('virtual host "shop" is made, but ops still has full permissions there');
    expect(error?.hint).toContain('clear_permissions -p "shop" "ops"');
  });

  it('sends only what was given, the type in the spelling of every version', async () => {
    const flags = { description: 'the shop', tags: 'a,b', 'default-queue-type': 'quorum' };
    const answers = { ...me, 'PUT vhosts/a%2Fb': undefined };
    const { seen } = await runCommand(addVhost, { args: { vhost: 'a/b' }, flags, answers });
    expect(seen[2]).toEqual({
      request: 'PUT vhosts/a%2Fb',
      body: { description: 'the shop', tags: 'a,b', default_queue_type: 'quorum', defaultqueuetype: 'quorum' },
    });
  });

  it('refuses a queue type that does not exist', () => {
    const validate = (type: string) =>
      addVhost.definition.validate?.({ args: { vhost: 'v' }, flags: { 'default-queue-type': type } as never });
    expect(() => validate('quorm')).toThrow(DataError);
    expect(() => validate('quorum')).not.toThrow();
  });
});

it('delete_vhost: an unknown one is 65', async () => {
  const { error } = await runCommand(deleteVhost, { args: { vhost: 'none' } });
  expect(error).toMatchObject({ message: "Virtual host 'none' does not exist", exitCode: 65 });
  const { seen } = await runCommand(deleteVhost, { args: { vhost: '/' }, answers: { 'DELETE vhosts/%2F': undefined } });
  expect(requests(seen)).toEqual(['DELETE vhosts/%2F']);
});

it('delete_vhost: one that is protected from deletion is 65', async () => {
  const answers = { 'DELETE vhosts/shop': new ApiRefused('it is protected', { status: 412, answer: {} }) };
  const { error } = await runCommand(deleteVhost, { args: { vhost: 'shop' }, answers });
  expect(error).toMatchObject({ message: 'it is protected', exitCode: 65 });
  const asJson = await runCommand(deleteVhost, { args: { vhost: 'shop' }, answers, face: 'json' });
  expect(asJson.error?.exitCode).toBe(69);
});

it('list_vhosts: columns as the real tool fills them where HTTP is silent', async () => {
  const answers = {
    ...administrator,
    'GET vhosts': [{ name: '/' }, { name: 'shop', tracing: true, tags: ['a'], default_queue_type: 'quorum' }],
  };
  const columns = ['name', 'tracing', 'tags', 'default_queue_type'];
  expect(rowsOf((await runCommand(listVhosts, { args: { columns }, answers })).result)).toEqual([
    ['/', false, [], 'undefined'],
    ['shop', true, ['a'], 'quorum'],
  ]);
  expect(() => listVhosts.definition.validate?.({ args: { columns: ['nmae'] }, flags: {} })).toThrow(
    'Info key(s) nmae are not supported',
  );
});

it('list_vhosts: columns that the version lacks are refused; only JSON does not show the order of the metadata', async () => {
  const answers = {
    ...administrator,
    'GET vhosts': [{ name: '/', protected_from_deletion: true, metadata: { tags: [] } }],
  };
  const columns = ['name', 'protected_from_deletion', 'metadata'];
  const on = (rabbitmq: string) => runCommand(listVhosts, { args: { columns }, answers, rabbitmq, face: 'json' });
  expect((await on('4.0.5')).error).toMatchObject({
    message: 'Info key(s) protected_from_deletion,metadata are not supported',
    exitCode: 64,
  });
  expect(rowsOf((await on('4.3.6')).result)).toEqual([['/', true, { tags: [] }]]);
  const asText = await runCommand(listVhosts, { args: { columns }, answers, rabbitmq: '4.3.6' });
  expect(asText.error).toBeInstanceOf(NotOverHttp);
});
