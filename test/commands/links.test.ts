import { describe, expect, it } from 'vitest';
import deleteShovel from '../../src/commands/delete_shovel.js';
import federationStatus from '../../src/commands/federation_status.js';
import restartLink from '../../src/commands/restart_federation_link.js';
import restartShovel from '../../src/commands/restart_shovel.js';
import shovelStatus from '../../src/commands/shovel_status.js';
import { NotOverHttp } from '../../src/errors.js';
import { requests, rowsOf, runCommand } from './fakes.js';

const shovel = { node: 'rabbit@mq1', name: 's', vhost: '/', type: 'dynamic', state: 'running', src_uri: 'amqp://' };
const shovels = { 'GET shovels': [shovel, { ...shovel, node: 'rabbit@mq2', name: 'other' }] };
const link = { node: 'rabbit@mq1', id: 'abc', vhost: '/', status: 'running', timestamp: 'now' };
const links = {
  'GET federation-links': [link, { ...link, id: 'def', status: 'error' }, { ...link, node: 'rabbit@mq2' }],
};

describe('shovels', () => {
  it('those of the node, in the words of the tool; text is its own', async () => {
    const { result } = await runCommand(shovelStatus, { answers: shovels, face: 'json' });
    expect(result).toMatchObject({
      columns: ['name', 'source', 'state', 'termination_reason', 'type', 'vhost'],
    });
    expect(rowsOf(result)).toEqual([['s', 'amqp://', 'running', '', 'dynamic', '/']]);
    expect((await runCommand(shovelStatus, { answers: shovels })).error).toBeInstanceOf(NotOverHttp);
  });

  it('a field whose word is not known, and a plugin that is off, go to the tool', async () => {
    const answers = { 'GET shovels': [{ ...shovel, forwarded: 7 }] };
    expect((await runCommand(shovelStatus, { answers, face: 'json' })).error).toBeInstanceOf(NotOverHttp);
    expect((await runCommand(shovelStatus, { face: 'json' })).error).toBeInstanceOf(NotOverHttp);
  });

  it('one of another node is not restarted from here', async () => {
    const answers = { ...shovels, 'DELETE shovels/vhost/%2F/s/restart': undefined };
    const { seen } = await runCommand(restartShovel, { args: { name: 's' }, answers });
    expect(requests(seen)).toContain('DELETE shovels/vhost/%2F/s/restart');
    const { error } = await runCommand(restartShovel, { args: { name: 'other' }, answers });
    expect(error).toMatchObject({ exitCode: 69 });
  });

  it('one that does not run is deleted, and said not to have been found', async () => {
    const answers = { ...shovels, 'DELETE parameters/shovel/%2F/idle': undefined };
    const { error, seen } = await runCommand(deleteShovel, { args: { name: 'idle' }, answers });
    expect(requests(seen)).toContain('DELETE parameters/shovel/%2F/idle');
    expect(error).toMatchObject({ exitCode: 69, hint: expect.stringContaining('has been deleted') });
  });
});

describe('federation links', () => {
  it('those of the node; --only-down leaves out what runs', async () => {
    const { result } = await runCommand(federationStatus, {
      answers: links,
      face: 'json',
      flags: { 'only-down': true },
    });
    expect(rowsOf(result)).toEqual([['def', 'error', '', '/', '', '', '', '', '', '', '', 'now', '']]);
  });

  it('one that is not here is not found; where it runs is said', async () => {
    const answers = { ...links, 'DELETE federation-links/vhost/%2F/abc/rabbit%40mq1/restart': undefined };
    const { seen } = await runCommand(restartLink, { args: { link_id: 'abc' }, answers });
    expect(requests(seen)).toContain('DELETE federation-links/vhost/%2F/abc/rabbit%40mq1/restart');
    const elsewhere = { 'GET federation-links': [{ ...link, node: 'rabbit@mq2' }] };
    const { error } = await runCommand(restartLink, { args: { link_id: 'abc' }, answers: elsewhere });
    expect(error).toMatchObject({ exitCode: 69, hint: 'It runs on rabbit@mq2.' });
  });
});
