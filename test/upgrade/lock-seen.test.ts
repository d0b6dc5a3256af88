import { expect, it } from 'vitest';
import { LoginRefused, TagNeeded } from '../../src/api/errors.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { seeLock } from '../../src/upgrade/lock-seen.js';

const refusing = (error: Error): Cluster =>
  ({ api: { request: () => Promise.reject(error) }, members: () => Promise.reject(error) }) as never;

it.each([
  ['ops', 'the user needs the tag administrator: rabbitmqctl set_user_tags ops administrator'],
  [undefined, 'the user needs the tag administrator: a scope such as rabbitmq.tag:administrator in the token'],
])('whoever may not see the lock is told of the tag that all of it needs (%s)', async (username, hint) => {
  const error = new TagNeeded('not so', { tag: 'policymaker and permissions', username });
  expect(error.hint).toContain('policymaker and permissions: ');
  await expect(seeLock(refusing(error), 'restart')).rejects.toMatchObject({ message: 'not so', exitCode: 77, hint });
});

it('a login that is refused stays what it is', async () => {
  const error = new LoginRefused('no', { credentialsGiven: true, hint: 'the password is wrong' });
  await expect(seeLock(refusing(error), 'restart')).rejects.toBe(error);
});
