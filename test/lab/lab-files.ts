import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child-process.js';
import type { LabRecord } from './lab-record.js';
import { hostPlaces, labPlaces } from './places.js';

/** Makes the key with which all users of all hosts may log in. */
export async function makeLoginKey(prefix: string): Promise<void> {
  const { keyFile } = labPlaces(prefix);
  await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', `rabbitctl lab ${prefix}`, '-f', keyFile]);
}

/** Writes the files with which ssh and rabbitctl find the hosts of a lab. Host keys exist by now. */
export function writeLabFiles(lab: LabRecord): void {
  const places = labPlaces(lab.prefix);
  const write = (file: string, text: string) => writeFileSync(file, text, { mode: 0o600 });
  write(places.passwordFile, `${lab.password}\n`);
  write(places.knownHostsFile, knownHosts(lab));
  write(places.sshConfigFile, lab.hosts.map((host) => sshEntry(host, places)).join('\n'));
  write(places.configFile, rabbitctlConfig(lab));
}

function sshEntry({ name, address }: LabRecord['hosts'][number], places: ReturnType<typeof labPlaces>): string {
  return `Host ${name} ${address}
  HostName ${address}
  Port 22
  User ops
  IdentityFile ${places.keyFile}
  IdentitiesOnly yes
  UserKnownHostsFile ${places.knownHostsFile}
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  BatchMode yes
`;
}

function knownHosts({ prefix, hosts }: LabRecord): string {
  return hosts
    .flatMap(({ name, address }) =>
      ['ed25519', 'ecdsa'].map((type) => {
        const file = join(hostPlaces(prefix, name).root, 'etc/ssh', `ssh_host_${type}_key.pub`);
        const [algorithm, key] = readFileSync(file, 'utf8').split(' ');
        return `${name},${address} ${algorithm} ${key}\n`;
      }),
    )
    .join('');
}

/** Names need not resolve on this machine: each node's addresses are given. */
function rabbitctlConfig({ prefix, hosts, username, tls }: LabRecord): string {
  const places = labPlaces(prefix);
  const scheme = tls ? 'https' : 'http';
  const port = tls ? 15671 : 15672;
  const ca = tls ? `, ca = ${JSON.stringify(places.caFile)}` : '';
  const credentials = `username = "${username}", password_file = ${JSON.stringify(places.passwordFile)}`;
  const overrides = hosts.map(
    ({ node, address }) => `
[clusters.lab.node."${node}"]
api = { url = "${scheme}://${address}:${port}" }
ssh = { host = "${address}" }
`,
  );
  return `default = "lab"

[clusters.lab]
nodes = [${hosts.map(({ node }) => `"${node}"`).join(', ')}]
api = { url = "${scheme}://{host}:${port}", ${credentials}${ca} }
ssh = { user = "ops", sudo = true, config_file = ${JSON.stringify(places.sshConfigFile)} }
${overrides.join('')}`;
}
