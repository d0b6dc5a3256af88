import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child-process.js';
import type { LabRecord } from './lab-record.js';
import { labPlaces } from './places.js';

const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30'];

/** A CA of the lab's own, and for each host a certificate for its name and its address. */
export async function makeCertificates(lab: LabRecord): Promise<void> {
  const { directory } = labPlaces(lab.prefix);
  await makeAuthority(directory, `rabbitctl lab ${lab.prefix}`);
  for (const { name, address } of lab.hosts)
    await makeCertificate(directory, name, `DNS:${name}, DNS:localhost, IP:${address}`);
}

/** ca.pem and ca.key in that directory. */
export async function makeAuthority(directory: string, name: string): Promise<void> {
  const files = ['-keyout', join(directory, 'ca.key'), '-out', join(directory, 'ca.pem')];
  await run(['openssl', 'req', '-x509', ...elliptic, '-subj', `/CN=${name}`, ...files]);
}

/** NAME.pem and NAME.key, signed by the authority of the directory; `alternatives` are `DNS:mq1, IP:10.0.0.1`. */
export async function makeCertificate(directory: string, name: string, alternatives: string): Promise<void> {
  const file = (ending: string) => join(directory, `${name}.${ending}`);
  const [caFile, caKey] = ['ca.pem', 'ca.key'].map((each) => join(directory, each)) as [string, string];
  const request = ['-subj', `/CN=${name}`, '-keyout', file('key'), '-out', file('csr')];
  await run(['openssl', 'req', '-new', ...elliptic.slice(0, 5), ...request]);
  writeFileSync(file('ext'), `subjectAltName = ${alternatives}\n`);
  const sign = ['-CA', caFile, '-CAkey', caKey, '-CAcreateserial', '-days', '30', '-extfile', file('ext')];
  await run(['openssl', 'x509', '-req', '-in', file('csr'), ...sign, '-out', file('pem')]);
  for (const ending of ['csr', 'ext']) rmSync(file(ending));
}
