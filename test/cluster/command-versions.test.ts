import { expect, it } from 'vitest';
import { hasCommand, lifeOf } from '../../src/cluster/command-versions.js';
import { inventory } from '../surface/inventory.js';

const releases = { '3.8': '3.8.9', '3.10': '3.10.8', '4.0': '4.0.5', '4.3': '4.3.6' };
/** They run here, whatever the node has; the last one is no command of ours. */
const here = ['hash_password', 'decrypt_conf_value', 'encrypt_conf_value', 'hipe_compile'];

it.each(Object.entries(releases))('the commands of %s are those of the inventory', (series, version) => {
  const told = inventory.filter(({ name }) => !here.includes(name));
  const wrong = told.filter(
    ({ id, name, versions }) => hasCommand(version, (id ?? name).replace('/', ' ')) !== versions.includes(series),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

it('says since when and how long there is a command', () => {
  expect([lifeOf('schema_info'), lifeOf('peek'), lifeOf('set_stream_retention_policy'), lifeOf('status')]).toEqual([
    'up to 4.2.9',
    'from 3.8.10 on',
    'from 3.8.10 to 4.0.9',
    undefined,
  ]);
});
