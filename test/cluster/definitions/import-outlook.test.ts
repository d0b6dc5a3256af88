import { expect, it } from 'vitest';
import {
  importOutlook,
  notImported,
  outlookJson,
  outlookText,
} from '../../../src/cluster/definitions/import-outlook.js';
import { readDefinitions } from '../../../src/cluster/definitions/read-definitions.js';

const read = (definitions: object) => readDefinitions(JSON.stringify(definitions), 'file');
const policy = (priority: number) => ({ vhost: '/', name: 'p', pattern: '.*', definition: { expires: 1 }, priority });
const queue = (name: string, given: object = {}) => ({ name, vhost: '/', durable: true, arguments: given });

const now = read({
  vhosts: [{ name: '/', description: 'ours', default_queue_type: 'quorum' }],
  users: [{ name: 'u', password_hash: 'h', tags: [], limits: { 'max-connections': 5 } }],
  policies: [policy(0)],
  queues: [queue('there', { 'x-max-length': 1 }), queue('ours')],
});
const file = read({
  vhosts: [{ name: '/' }],
  users: [{ name: 'u', password: 'secret', tags: '' }],
  policies: [policy(5)],
  queues: [queue('there', { 'x-max-length': 2 }), queue('new')],
});

it('tells what would be added, changed, kept by the server, and left alone', () => {
  const outlook = importOutlook(now, file);
  // What the file does not write of a virtual host or a user is not touched.
  expect(outlookJson(outlook)).toMatchObject({
    added: [{ kind: 'queues', name: 'new' }],
    changed: [
      { kind: 'users', name: 'u' },
      { kind: 'policies', name: 'p', fields: { priority: { from: 0, to: 5 } } },
    ],
    kept: [{ kind: 'queues', name: 'there' }],
    ...{ same: 1, left: 1 },
  });
  const text = outlookText(outlook);
  expect(text).toContain('! queue there in / would stay as it is: arguments.x-max-length 1 → 2');
  expect(text).toContain('1 to add, 2 to change, 1 the same already; 1 that the server would leave otherwise');
  expect(text).not.toContain('secret');
});

it('after an import that the server took as it does: the conflict alone, for a password cannot be compared with its hash', () => {
  const after = read({
    vhosts: [{ name: '/', description: 'ours', default_queue_type: 'quorum' }],
    users: [{ name: 'u', password_hash: 'h2', tags: [], limits: { 'max-connections': 5 } }],
    policies: [policy(5)],
    queues: [queue('there', { 'x-max-length': 1 }), queue('ours'), queue('new')],
  });
  expect(notImported(after, file)).toEqual([
    'queue there in / was there already and is left as it was (as it is → as in the file): arguments.x-max-length 1 → 2',
  ]);
  expect(notImported(read({}), read({ policies: [policy(1)] }))).toEqual([
    'policy p in / is not there after the import',
  ]);
});
