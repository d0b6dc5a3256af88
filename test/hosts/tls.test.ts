import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../lab/child-process.js';
import { installMissing } from '../lab/debian-packages.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { openToAll, speakTls } from './management-port.js';
import { Operator } from './operator.js';
import { expectRefusal } from './refusals.js';
import { ensureAlone, outputOf } from './states.js';
import { lastHosts } from './two-hosts.js';

withLab('bookworm', 'a node that speaks TLS', (lab: () => Lab) => {
  let host: LabHost;
  let operator: Operator;
  const file = (name: string) => join(operator.home, name);

  // Not /tmp: the broker may have one of its own.
  const directory = '/var/lib/rabbitmq';

  beforeAll(async () => {
    [host] = lastHosts(lab());
    await ensureAlone(host);
    operator = new Operator(lab(), { hosts: [host], api: { url: 'https://{host}:15671' } });
    await installMissing(['openssl'], () => {});
    // A certificate that is its own authority, for a name that is not the node's address.
    const subject = ['-subj', '/CN=broker.internal', '-addext', 'subjectAltName=DNS:broker.internal'];
    for (const name of ['broker', 'stranger']) {
      const files = ['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)];
      await run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3', ...subject, ...files]);
    }
    for (const ending of ['pem', 'key']) {
      const input = readFileSync(file(`broker.${ending}`), 'utf8');
      const write = 'cat > "$1" && chown rabbitmq "$1" && chmod 400 "$1"';
      outputOf(write, await host.run(['sh', '-c', write, 'sh', `${directory}/broker.${ending}`], { input }));
    }
    await speakTls(host, `${directory}/broker.pem`, `${directory}/broker.key`);
  });
  afterAll(async () => {
    await openToAll(host);
    await host.run(['rm', `${directory}/broker.pem`, `${directory}/broker.key`]);
    operator.leave();
  });

  const refused = async (argv: readonly string[], ...says: readonly (string | RegExp)[]) => {
    const said = await expectRefusal(operator, [...argv, 'list_vhosts'], 69, ...says);
    // Who cannot be trusted with HTTP is not asked another way.
    expect(said).not.toMatch(/own rabbitmqctl/);
  };

  test('an unknown authority is refused, with the way to name it', async () => {
    await refused([], /authority that is not known here/, /--ca /);
  });

  test('another authority than the one named is refused', async () => {
    await refused(['--ca', file('stranger.pem')], /not signed by the authority in .*stranger\.pem/);
  });

  test('a certificate for another name is refused, with the name it is for', async () => {
    await refused(['--ca', file('broker.pem')], /is for broker\.internal, not for/, /server_name = "broker\.internal"/);
  });

  test('the right authority and the right name are let through', async () => {
    const ended = await operator.run('--ca', file('broker.pem'), '--server-name', 'broker.internal', 'list_vhosts');
    expect(ended).toEqual({ code: 0, stderr: '', stdout: 'Listing vhosts ...\nname\n/\n' });
  });

  test('plain HTTP to the TLS port is told apart', async () => {
    const url = `http://${host.address}:15671`;
    await refused(['--url', url, '--api-only'], `https://${host.address}:15671`);
  });
});
