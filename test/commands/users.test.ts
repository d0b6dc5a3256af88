import { describe, expect, it } from 'vitest';
import addUser from '../../src/commands/add_user.js';
import deleteUser from '../../src/commands/delete_user.js';
import listUsers from '../../src/commands/list_users.js';
import { DataError, NotFound } from '../../src/errors.js';
import { requests, rowsOf, runCommand } from './fakes.js';

describe('add_user', () => {
  const args = { username: 'alice', password: 's3cret' };

  it('sends the password and no tags', async () => {
    const { seen, result } = await runCommand(addUser, { args, answers: { 'PUT users/alice': undefined } });
    expect(seen.at(-1)).toEqual({ request: 'PUT users/alice', body: { password: 's3cret', tags: '' } });
    expect(result).toMatchObject({ kind: 'value', value: expect.stringContaining("Done. Don't forget") });
  });

  it('refuses a user that is there, and leaves it alone', async () => {
    const { seen, error } = await runCommand(addUser, { args, answers: { 'GET users/alice': { name: 'alice' } } });
    expect(error).toMatchObject({ message: 'User "alice" already exists', exitCode: 70 });
    expect(requests(seen)).toEqual(['GET users/alice']);
  });

  it('takes the password from stdin', async () => {
    const answers = { 'PUT users/alice': undefined };
    const { seen } = await runCommand(addUser, { args: { username: 'alice' }, secret: 'typed', answers });
    expect(seen.at(-1)?.body).toEqual({ password: 'typed', tags: '' });
  });

  it('sends a hash as it is', async () => {
    const answers = { 'PUT users/alice': undefined };
    const hashed = { args: { username: 'alice', password: 'c2FsdGhhc2g=' }, flags: { 'pre-hashed-password': true } };
    const { seen } = await runCommand(addUser, { ...hashed, answers });
    expect(seen.at(-1)?.body).toEqual({ password_hash: 'c2FsdGhhc2g=', tags: '' });
    expect((await runCommand(addUser, { ...hashed, rabbitmq: '3.10.8' })).error?.exitCode).toBe(64);
    const bad = { args: { username: 'alice', password: 'not base64!' }, flags: { 'pre-hashed-password': true } };
    expect(await runCommand(addUser, bad)).toMatchObject({ seen: [], error: { exitCode: 65 } });
  });

  it('an empty name is refused before any connection', () => {
    expect(() => addUser.definition.validate?.({ args: { username: '', password: '' }, flags: {} as never })).toThrow(
      DataError,
    );
  });
});

it('delete_user: an unknown user is 67, and nothing to RabbitMQ 4', async () => {
  const args = { username: 'bob' };
  expect((await runCommand(deleteUser, { args })).error).toBeUndefined();
  expect((await runCommand(deleteUser, { args, rabbitmq: '3.10.8' })).error).toMatchObject({
    message: 'User "bob" does not exist',
    exitCode: 67,
  });
  const { seen, error } = await runCommand(deleteUser, { args, answers: { 'DELETE users/bob': undefined } });
  expect([requests(seen), error]).toEqual([['DELETE users/bob'], undefined]);
});

it('list_users: tags as lists or as text, as the version has them', async () => {
  const answers = {
    'GET users': [
      { name: 'a', tags: ['x', 'y'] },
      { name: 'b', tags: 'x,y' },
      { name: 'c', tags: '' },
    ],
  };
  expect(rowsOf((await runCommand(listUsers, { answers })).result)).toEqual([
    ['a', ['x', 'y']],
    ['b', ['x', 'y']],
    ['c', []],
  ]);
});

it('a user that is not found when it is looked for is no error of add_user', async () => {
  const answers = { 'GET users/a': new NotFound('Not Found'), 'PUT users/a': undefined };
  expect((await runCommand(addUser, { args: { username: 'a', password: 'p' }, answers })).error).toBeUndefined();
});
