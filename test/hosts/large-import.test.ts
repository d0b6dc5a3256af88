import { once } from 'node:events';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../lab/child-process.js';
import { installMissing } from '../lab/debian-packages.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { type AsAdministrator, asAdministrator } from './as-administrator.js';
import { openToAll, speakTls } from './management-port.js';
import { Operator } from './operator.js';
import { Watched } from './processes.js';
import { ensureAlone, outputOf, toolSays } from './states.js';
import { lastHosts } from './two-hosts.js';

const megabyte = 1_000_000;
const directory = '/var/lib/rabbitmq';

withLab('trixie', 'a file of 100 MB, over TLS', (lab: () => Lab) => {
  let host: LabHost;
  let operator: Operator;
  let http: AsAdministrator;
  const file = (name: string) => join(operator.home, name);
  const limit = async (bytes: number) =>
    toolSays(host, 'eval', `application:set_env(rabbitmq_management, max_http_body_size, ${bytes}).`);

  beforeAll(async () => {
    [host] = lastHosts(lab());
    await ensureAlone(host);
    http = asAdministrator(lab(), host);
    operator = new Operator(lab(), { hosts: [host], api: { url: 'https://{host}:15671', ca: 'broker.pem' } });
    await installMissing(['openssl'], () => {});
    const subject = ['-subj', '/CN=broker', '-addext', `subjectAltName=IP:${host.address}`];
    const files = ['-keyout', file('broker.key'), '-out', file('broker.pem')];
    await run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3', ...subject, ...files]);
    for (const ending of ['pem', 'key']) {
      const input = readFileSync(file(`broker.${ending}`), 'utf8');
      const write = 'cat > "$1" && chown rabbitmq "$1" && chmod 400 "$1"';
      outputOf(write, await host.run(['sh', '-c', write, 'sh', `${directory}/broker.${ending}`], { input }));
    }
    await speakTls(host, `${directory}/broker.pem`, `${directory}/broker.key`);
    await limit(200 * megabyte);
    for (const [name, bytes] of [
      ['small', megabyte],
      ['large', 100 * megabyte],
    ] as const)
      await definitions(name, bytes);
    await pipeline(createReadStream(file('large')), createGzip({ level: 1 }), createWriteStream(file('large.gz')));
  });
  afterAll(async () => {
    await limit(20 * megabyte);
    await openToAll(host);
    await host.run(['rm', '-f', `${directory}/broker.pem`, `${directory}/broker.key`]);
    for (const name of ['small', 'large']) await http('DELETE', `queues/%2F/last-${name}`).catch(() => {});
    operator?.leave();
  });

  /** What the broker does not look at, and a queue at the very end, by which it is seen that all was read. */
  async function definitions(name: string, bytes: number): Promise<void> {
    const out = createWriteStream(file(name));
    const piece = `{"comment":"${'x'.repeat(10_000)}"},`;
    out.write('{"nobody_knows":[');
    for (let written = 0; written < bytes; written += piece.length) {
      if (!out.write(piece)) await once(out, 'drain');
    }
    const queue = { name: `last-${name}`, vhost: '/', durable: true, auto_delete: false, arguments: {} };
    out.end(`{}],"queues":[${JSON.stringify(queue)}]}`);
    await once(out, 'finish');
  }

  /** Imports it; the most memory that our process had meanwhile, in bytes. */
  async function importing(name: string): Promise<number> {
    const child = operator.start('--api-only', 'import_definitions', file(name));
    const watched = new Watched(child);
    let most = 0;
    const timer = setInterval(() => {
      most = Math.max(most, residentMost(child.pid));
    }, 20);
    const { code, stdout, stderr } = await watched.ended.finally(() => clearInterval(timer));
    expect({ name, code, stderr }).toEqual({ name, code: 0, stderr: '' });
    expect(stdout).toContain('Successfully started definition import');
    return most;
  }

  test('is taken by the broker, and our memory does not grow with it', { timeout: 300_000 }, async () => {
    const small = await importing('small');
    const large = await importing('large');
    expect(await http('GET', 'queues/%2F/last-large')).toMatchObject({ name: 'last-large', durable: true });
    console.info(`import of 1 MB: ${Math.round(small / megabyte)} MB; of 100 MB: ${Math.round(large / megabyte)} MB`);
    expect(large - small).toBeLessThan(70 * megabyte);
  });

  test('as gzip too', { timeout: 300_000 }, async () => {
    await http('DELETE', 'queues/%2F/last-large').catch(() => {});
    await importing('large.gz');
    expect(await http('GET', 'queues/%2F/last-large')).toMatchObject({ name: 'last-large' });
  });

  test('beyond the limit of the broker it is refused, with the name of that limit', { timeout: 300_000 }, async () => {
    await limit(20 * megabyte);
    const { code, stderr } = await operator.run('--api-only', 'import_definitions', file('large'));
    expect({ code, stderr }).toEqual({ code: 69, stderr: expect.stringContaining('management.http.max_body_size') });
  });
});

/** VmHWM: the kernel remembers the most; 0 for a process that has ended. */
function residentMost(pid: number | undefined): number {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(found ?? 0) * 1024;
  } catch {
    return 0;
  }
}
