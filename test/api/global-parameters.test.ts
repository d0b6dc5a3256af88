import { expect, it } from 'vitest';
import { deleteGlobalParameter, getGlobalParameter, putGlobalParameter } from '../../src/api/global-parameters.js';
import { Unavailable } from '../../src/errors.js';
import { fakeApi, type Seen } from '../commands/fakes.js';

it('reads the value, and undefined where there is none', async () => {
  const api = fakeApi({ 'GET global-parameters/there': { name: 'there', value: { a: 1 } } });
  expect(await getGlobalParameter(api, 'there')).toEqual({ a: 1 });
  expect(await getGlobalParameter(api, 'gone')).toBeUndefined();
});

it('writes the name with the value, as the server wants it', async () => {
  const seen: Seen[] = [];
  await putGlobalParameter(fakeApi({ 'PUT global-parameters/a%20b': undefined }, seen), 'a b', [1]);
  expect(seen).toEqual([{ request: 'PUT global-parameters/a%20b', body: { name: 'a b', value: [1] } }]);
});

it('what is to go may be gone already; that nobody answers is an error', async () => {
  await deleteGlobalParameter(fakeApi({}), 'gone');
  const down = fakeApi({ 'DELETE global-parameters/x': new Unavailable('down') });
  await expect(deleteGlobalParameter(down, 'x')).rejects.toThrow('down');
  await expect(
    getGlobalParameter(fakeApi({ 'GET global-parameters/x': new Unavailable('down') }), 'x'),
  ).rejects.toThrow();
});
