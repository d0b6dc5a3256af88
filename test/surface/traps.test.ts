import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Where HTTP does something else than RabbitMQ's own tool, and a plain call would not notice. */
const traps = [
  'drain and suspend_listeners close the node’s own management port',
  'PUT is a replace',
  'creating a virtual host gives the HTTP user full permissions in it',
  'the key of the default queue type has two names',
  'add_user refuses duplicates, add_vhost ignores them, PUT takes both',
  'DELETE of something absent is 404',
  'queue writes run with the permissions of the HTTP user',
  'lists are silently filtered to what the HTTP user can see',
  'no pids anywhere',
  'statistics are samples',
  '404 on an old version must not be read as failure',
  'feature flags over HTTP have no opt-in guard and no "all"',
  'Content-Type is mandatory on some routes',
  'authorisation failures are 401 in two spellings',
  'users with the tag protected cannot be changed over HTTP',
  'restrictions turn routes into 405',
  'the tool of 3.10.8 writes JSON that does not import',
];

const folder = join(import.meta.dirname, '../commands');
const tests = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));

it.each(traps.map((title, index) => [index + 1, title] as const))('trap %i has a test: %s', (number, title) => {
  expect(tests.some((text) => text.includes(`trap ${number}: ${title}`))).toBe(true);
});
