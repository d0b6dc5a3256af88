import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAuthority, makeCertificate } from '../lab/certificates.js';
import { installMissing } from '../lab/debian-packages.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { openToAll, speakTls } from './management-port.js';
import { Operator } from './operator.js';
import { expectRefusal } from './refusals.js';
import { ensureAlone, outputOf } from './states.js';

/** Not /tmp: the broker may have one of its own. */
const onHost = '/var/lib/rabbitmq';
const listed = { code: 0, stderr: '', stdout: 'Listing vhosts ...\nname\n/\n' };

withLab('trixie', 'a node that wants a client certificate', (lab: () => Lab) => {
  let host: LabHost;
  const operators: Operator[] = [];
  const ours: string[] = [];
  /** PEM files of two authorities: the one that the node trusts, and one that it has never heard of. */
  const file = (authority: 'known' | 'stranger', name: string) => join(operators[0]?.home ?? '', authority, name);
  const operator = (api: Readonly<Record<string, string>> = {}): Operator => {
    const trusted = ours.length === 0 ? {} : { ca: file('known', 'ca.pem') };
    const made = new Operator(lab(), { hosts: [host], api: { url: 'https://{host}:15671', ...trusted, ...api } });
    operators.push(made);
    return made;
  };
  const clientOf = (authority: 'known' | 'stranger') => ({
    ...{ cert: file(authority, 'client.pem'), key: file(authority, 'client.key') },
  });
  const listVhosts = ['--api-only', 'list_vhosts'];

  beforeAll(async () => {
    const last = lab().hosts.at(-1);
    if (last === undefined) throw new Error('a lab has a host');
    host = last;
    await ensureAlone(host);
    const { home } = operator();
    await installMissing(['openssl'], () => {});
    for (const authority of ['known', 'stranger']) {
      const directory = join(home, authority);
      mkdirSync(directory);
      await makeAuthority(directory, authority);
      await makeCertificate(directory, 'client', 'DNS:client');
    }
    await makeCertificate(join(home, 'known'), 'broker', `DNS:${host.name}, IP:${host.address}`);
    ours.push('broker.pem', 'broker.key', 'ca.pem');
    for (const name of ours) {
      const write = 'cat > "$1" && chown rabbitmq "$1" && chmod 400 "$1"';
      const argv = ['sh', '-c', write, 'sh', `${onHost}/${name}`];
      outputOf(write, await host.run(argv, { input: readFileSync(file('known', name), 'utf8') }));
    }
  });
  afterAll(async () => {
    await openToAll(host);
    await host.run(['rm', '-f', ...ours.map((name) => `${onHost}/${name}`)]);
    for (const one of operators) one.leave();
  });

  const speak = (version: string) =>
    speakTls(host, `${onHost}/broker.pem`, `${onHost}/broker.key`, [
      `{cacertfile, "${onHost}/ca.pem"}`,
      '{verify, verify_peer}',
      '{fail_if_no_peer_cert, true}',
      `{versions, ['${version}']}`,
    ]);

  describe.each(['tlsv1.2', 'tlsv1.3'])('and speaks %s alone', (version) => {
    beforeAll(() => speak(version));

    test('a certificate and its key are let in: by the config file, and by options', async () => {
      expect(await operator(clientOf('known')).run(...listVhosts)).toEqual(listed);
      const { cert, key } = clientOf('known');
      expect(await operator().run('--cert', cert, '--key', key, ...listVhosts)).toEqual(listed);
    });

    test('a write is done once', async () => {
      const with_ = operator(clientOf('known'));
      for (const command of ['add_vhost', 'delete_vhost'])
        expect(await with_.run('--api-only', command, `behind ${version}`)).toMatchObject({ code: 0 });
    });

    test('without one it is refused, with the way to name it', async () => {
      await expectRefusal(operator(), listVhosts, 69, `${host.address}:15671`, 'cert = "cert.pem" and key = "key.pem"');
    });

    test('without one nobody is asked another way either', async () => {
      expect(await expectRefusal(operator(), ['list_vhosts'], 69, 'client certificate')).not.toMatch(/own rabbitmqctl/);
    });

    test('one that a stranger signed is refused, and named', async () => {
      const { cert } = clientOf('stranger');
      await expectRefusal(operator(clientOf('stranger')), listVhosts, 69, `${host.address}:15671`, cert);
    });

    test('a certificate with the key of another is our own mistake', async () => {
      const mixed = { ...clientOf('known'), key: file('stranger', 'client.key') };
      await expectRefusal(operator(mixed), listVhosts, 78, 'belong together');
    });

    test('--debug does not show the key', async () => {
      const { code, stderr } = await operator(clientOf('known')).run('--debug', ...listVhosts);
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('PRIVATE KEY') });
    });
  });

  describe('and speaks TLS 1.2 alone, where 1.3 is the least', () => {
    beforeAll(() => speak('tlsv1.2'));
    const says = ['speaks no TLS as new as TLSv1.3', 'tls_min_version = "TLSv1.2" allows the older one'];

    test('it is refused, by the config file and by the environment', async () => {
      await expectRefusal(operator({ ...clientOf('known'), tls_min_version: 'TLSv1.3' }), listVhosts, 69, ...says);
      const { code, stdout, stderr } = await operator(clientOf('known')).runAs(
        { env: { RABBITCTL_TLS_MIN_VERSION: 'TLSv1.3' } },
        ...listVhosts,
      );
      expect({ code, stdout, stderr }).toEqual({
        code: 69,
        stdout: '',
        stderr: expect.stringContaining(says[0] ?? ''),
      });
    });
  });

  describe('and speaks TLS 1.3 alone, where that is the least', () => {
    beforeAll(() => speak('tlsv1.3'));

    test('it is let in', async () => {
      const least = { ...clientOf('known'), tls_min_version: 'TLSv1.3' };
      expect(await operator(least).run(...listVhosts)).toEqual(listed);
    });
  });
});
