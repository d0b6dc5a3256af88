import { expect, it } from 'vitest';
import { ApiUnavailable } from '../../src/api/errors.js';
import { parseJson } from '../../src/api/json.js';
import listConsumers from '../../src/commands/list_consumers.js';
import { NotOverHttp } from '../../src/errors.js';
import { value } from '../../src/format/result.js';
import { textOf } from '../format/printing.js';
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
  const given = { args: { columns: ['queue_name'] }, answers: { 'GET whoami': { name: 'ops' } } };
  expect(rowsOf((await runCommand(listConsumers, given)).result)).toEqual([]);
});

it('an address where nothing is found, not even the API, is no empty list', async () => {
  const wrong = new ApiUnavailable('not-management', 'no API here', { reached: true });
  const given = { args: { columns: ['queue_name'] }, answers: { 'GET whoami': wrong } };
  expect((await runCommand(listConsumers, given)).error).toBe(wrong);
});

it('an argument 1.0 may be a float or a decimal: asked of the node’s own tool, and 1.0 with --api-only', async () => {
  const consumers = parseJson('[{"queue":{"name":"q"},"consumer_tag":"t","arguments":{"x-rate":1.0}}]');
  const given = { args: { columns: ['consumer_tag', 'arguments'] }, answers: { 'GET consumers/%2F': consumers } };
  expect((await runCommand(listConsumers, given)).error).toBeInstanceOf(NotOverHttp);
  const { result = value('nothing') } = await runCommand(listConsumers, { ...given, apiOnly: true });
  expect(await textOf(result, 'table')).toContain('t\t[{"x-rate",1.0}]\n');
});
