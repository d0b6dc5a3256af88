import { expect, it } from 'vitest';
import listConsumers from '../../src/commands/list_consumers.js';
import { NotOverHttp } from '../../src/errors.js';
import { rowsOf, runCommand } from './fakes.js';

const consumer = { queue: { name: 'q', vhost: '/' }, consumer_tag: 'ctag1', ack_required: true, prefetch_count: 10 };
const answers = { 'GET consumers/%2F': [consumer] };
const defaults = listConsumers.definition.args?.columns.missing ?? [];

it('the default columns hold a pid: the node’s own tool answers', async () => {
  expect(defaults).toContain('channel_pid');
  const { seen, error } = await runCommand(listConsumers, { args: { columns: defaults }, answers });
  expect(error).toBeInstanceOf(NotOverHttp);
  expect(seen).toEqual([]);
});

it('without it HTTP does', async () => {
  const args = { columns: ['queue_name', 'consumer_tag', 'ack_required', 'prefetch_count', 'active'] };
  expect(rowsOf((await runCommand(listConsumers, { args, answers })).result)).toEqual([['q', 'ctag1', true, 10, '']]);
});

it('with --api-only the pid is empty, and that is said', async () => {
  const args = { columns: ['queue_name', 'channel_pid'] };
  const { result, notes } = await runCommand(listConsumers, { args, answers, apiOnly: true });
  expect(rowsOf(result)).toEqual([['q', '']]);
  expect(notes).toHaveLength(1);
});

it('an unknown virtual host has none', async () => {
  expect(rowsOf((await runCommand(listConsumers, { args: { columns: ['queue_name'] } })).result)).toEqual([]);
});
