import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';

/** Where each of the two tools finds the same files: one on its host, ours here. */
export const importPlace = '/tmp/rabbitctl-parity-import';

const queue = { name: 'ü 1', vhost: 'imported/ü', durable: true, auto_delete: false };
const policy = { vhost: '/', name: 'p', pattern: '^a', 'apply-to': 'all', priority: 0 };

const contents: Readonly<Record<string, string>> = {
  'whole.json': JSON.stringify({
    vhosts: [{ name: 'imported/ü' }],
    users: [
      { name: 'imported', password_hash: 'AAAA', hashing_algorithm: 'rabbit_password_hashing_sha256', tags: ['x'] },
    ],
    permissions: [{ user: 'imported', vhost: 'imported/ü', configure: '', write: '.*', read: '^é' }],
    queues: [{ ...queue, arguments: { 'x-queue-type': 'quorum', float: 1.5, list: [1, 'a', { b: true }] } }],
    exchanges: [{ ...queue, name: 'e', type: 'topic', internal: false, arguments: {} }],
    bindings: [
      {
        source: 'e',
        vhost: 'imported/ü',
        destination: 'ü 1',
        destination_type: 'queue',
        routing_key: '#',
        arguments: {},
      },
    ],
    policies: [{ ...policy, vhost: 'imported/ü', definition: { 'max-length': 7 } }],
  }),
  'nothing.json': '{}',
  'unknown.json': '{"nonsense":[]}',
  'broken.json': '{"vhosts":[',
  'empty.json': '',
  'blank.json': ' \n',
  'list.json': '[]',
  'number.json': '5',
  'invalid.json': JSON.stringify({ policies: [{ ...policy, definition: { nonsense: 1 } }] }),
  'nowhere.json': JSON.stringify({ queues: [{ ...queue, vhost: 'nowhere', arguments: {} }] }),
};

/** Writes them in both places; what it returns takes them away again. */
export async function putImportFiles({ hosts: [host] }: Lab): Promise<() => Promise<void>> {
  await mkdir(importPlace, { recursive: true });
  await host?.run(['mkdir', '-p', importPlace]);
  for (const [name, content] of Object.entries(contents)) {
    const file = join(importPlace, name);
    await writeFile(file, content);
    await host?.run(['tee', file], { input: content });
  }
  await host?.run(['chmod', '-R', 'a+rwX', importPlace]);
  await putErlangFile(host);
  return async () => {
    await rm(importPlace, { recursive: true, force: true });
    await host?.run(['rm', '-rf', importPlace]);
  };
}

/** Only the tool on the host can write one. */
async function putErlangFile(host: LabHost | undefined): Promise<void> {
  const file = join(importPlace, 'whole.bin');
  await host?.ctl('import_definitions', join(importPlace, 'whole.json'));
  await host?.ctl('export_definitions', '--format', 'erlang', file);
  const copy = await host?.run(['base64', '-w0', file]);
  await writeFile(file, Buffer.from(copy?.stdout ?? '', 'base64'));
}
