import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child-process.js';
import type { HostRecord, LabRecord } from './lab-record.js';
import { labPlaces } from './places.js';

const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30'];

/** A CA of the lab's own, and for each host a certificate for its name and its address. */
export async function makeCertificates(lab: LabRecord): Promise<void> {
  const { directory, caFile } = labPlaces(lab.prefix);
  const caKey = join(directory, 'ca.key');
  const subject = ['-subj', `/CN=rabbitctl lab ${lab.prefix}`];
  await run(['openssl', 'req', '-x509', ...elliptic, ...subject, '-keyout', caKey, '-out', caFile]);
  for (const host of lab.hosts) await makeCertificate(directory, host, caFile, caKey);
}

async function makeCertificate(directory: string, host: HostRecord, caFile: string, caKey: string): Promise<void> {
  const file = (ending: string) => join(directory, `${host.name}.${ending}`);
  const request = ['-subj', `/CN=${host.name}`, '-keyout', file('key'), '-out', file('csr')];
  await run(['openssl', 'req', '-new', ...elliptic.slice(0, 5), ...request]);
  writeFileSync(file('ext'), `subjectAltName = DNS:${host.name}, DNS:localhost, IP:${host.address}\n`);
  const sign = ['-CA', caFile, '-CAkey', caKey, '-CAcreateserial', '-days', '30', '-extfile', file('ext')];
  await run(['openssl', 'x509', '-req', '-in', file('csr'), ...sign, '-out', file('pem')]);
  for (const ending of ['csr', 'ext']) rmSync(file(ending));
}
