import { expect, it } from 'vitest';
import autocomplete from '../../src/commands/autocomplete.js';
import { run } from '../cli/world.js';

it('is about no node', () => {
  expect(autocomplete.definition.about).toBeUndefined();
});

it.each([
  [['list_user_p'], 'list_user_permissions\n'],
  [['plugins li'], 'plugins list\n'],
  [['list_users'], ''],
  [['nobody'], ''],
  [['--', '--form'], '--formatter\n'],
  [['--', '--erlang-c'], ''],
  [['list_user_p', '--json'], '[\n{"message":"list_user_permissions"}\n]\n'],
])('%j: %j', async (argv, stdout) => {
  expect(await run(['autocomplete', ...argv])).toEqual({ code: 0, stdout, stderr: '' });
});
