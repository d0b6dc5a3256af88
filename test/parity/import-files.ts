import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';

/** Where each of the two tools finds the same files: one on its host, ours here. Suites run at the same time. */
export const importPlace = '/tmp/rabbitctl-parity-import-HOST1';

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
  if (host === undefined) throw new Error('a lab without hosts');
  const place = importPlace.replace('HOST1', host.name);
  await mkdir(place, { recursive: true });
  await host.run(['mkdir', '-p', place]);
  for (const [name, content] of Object.entries(contents)) {
    const file = join(place, name);
    await writeFile(file, content);
    await host.run(['tee', file], { input: content });
  }
  await host.run(['chmod', '-R', 'a+rwX', place]);
  await putCompressed(host, place);
  await putErlangFile(host, place);
  return async () => {
    await rm(place, { recursive: true, force: true });
    await host.run(['rm', '-rf', place]);
  };
}

async function putCompressed(host: LabHost, place: string): Promise<void> {
  const file = join(place, 'packed.json.gz');
  // Without users: 3.8.9 takes no lists of tags.
  const packed = {
    vhosts: [{ name: 'imported/ü' }],
    policies: [{ ...policy, vhost: 'imported/ü', definition: { 'max-length': 7 } }],
  };
  const bytes = gzipSync(JSON.stringify(packed));
  await writeFile(file, bytes);
  const { code, stderr } = await host.run(['sh', '-c', `base64 -d > ${file}`], { input: bytes.toString('base64') });
  if (code !== 0) throw new Error(`${file}: ${stderr}`);
}

/** Only the tool on the host can write one. */
async function putErlangFile(host: LabHost, place: string): Promise<void> {
  const file = join(place, 'whole.bin');
  await host.ctl('import_definitions', join(place, 'whole.json'));
  await host.ctl('export_definitions', '--format', 'erlang', file);
  const copy = await host.run(['base64', '-w0', file]);
  await writeFile(file, Buffer.from(copy.stdout, 'base64'));
}
