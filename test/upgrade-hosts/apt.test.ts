import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Unavailable } from '../../src/errors.js';
import type { Host } from '../../src/ssh/host.js';
import type { JobState, Launcher } from '../../src/ssh/launcher.js';
import { aptPackages } from '../../src/ssh/packages/apt.js';
import { detectPackages } from '../../src/ssh/packages/detect.js';
import type { Package, PackageManager } from '../../src/ssh/packages/package-manager.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import { systemdBroker } from '../../src/ssh/systemd-broker.js';
import { systemdLauncher } from '../../src/ssh/systemd-launcher.js';
import type { LabHost } from '../lab/lab-host.js';
import { packagesOf, patchedPackages, presentPackages } from '../lab/packages.js';
import { publish } from '../lab/repository.js';
import { until } from '../lab/until.js';
import { withOwnLab } from '../lab/with-own-lab.js';

/** Suites by how their apt differs: before 3, apt keeps the file names of a repository of files. */
const suites = [
  { suite: 'bullseye', later: 'bookworm', prefix: 'apta' },
  { suite: 'trixie', later: 'forky', prefix: 'aptb' },
];

describe.each(suites)('apt of $suite', ({ suite, later, prefix }) => {
  withOwnLab({ suite, hosts: 1, prefix }, 'packages', (lab) => {
    let host: Host;
    let apt: PackageManager;
    let launcher: Launcher;
    let before: readonly Package[];
    let present: string;
    const machine = (): LabHost => lab().host(`${prefix}1`);

    beforeAll(async () => {
      const own = [...(await presentPackages(suite)), ...(await patchedPackages(suite))];
      await publish(lab(), [...own, ...(await packagesOf(suite, later))]);
      host = openHost({ host: `${prefix}1`, configFile: lab().sshConfigFile });
      apt = aptPackages(host);
      launcher = systemdLauncher(host);
      const installed = await apt.installed();
      [before, present] = [installed.packages, installed.version];
    });
    afterAll(() => host?.close());

    /** The broker is down, the package as it was, nothing is downloaded. */
    beforeEach(async () => {
      await machine().run(['sh', '-c', bringBack]);
      await machine().run(['systemctl', 'stop', 'rabbitmq-server']);
      // A broker that had to be killed, on a machine that is busy, would count as failed for all that follows.
      await machine().run(['systemctl', 'reset-failed', 'rabbitmq-server']);
      await done(apt.restoreArgv(before));
      await machine().run([
        'sh',
        '-c',
        'systemctl unmask --runtime rabbitmq-server; apt-mark unhold rabbitmq-server; apt-get clean',
      ]);
    });

    async function job(argv: readonly string[]): Promise<JobState & { readonly said: string }> {
      await launcher.begin('rabbitctl-apt-test', argv);
      const ended = async () => {
        const now = await launcher.state('rabbitctl-apt-test');
        return now.state === 'running' ? undefined : now;
      };
      const state = await until('the job to end', ended, { seconds: 300 });
      const said = await launcher.output('rabbitctl-apt-test');
      await launcher.clear('rabbitctl-apt-test');
      return { ...state, said };
    }

    async function done(argv: readonly string[]): Promise<void> {
      expect(await job(argv)).toMatchObject({ state: 'succeeded' });
      expect(await systemdBroker(host, machine().node).probe()).toMatchObject({ service: 'inactive', processes: 0 });
    }

    const said = async (...argv: string[]) => (await machine().run(argv)).stdout.trim();

    test('what was staged is installed without a repository, and starts nothing', async () => {
      expect(await detectPackages(host)).toBe('apt');
      const patch = await apt.candidate(`${present}+patch1`);
      expect(await apt.changes(patch)).toEqual([{ name: 'rabbitmq-server', from: present, to: patch }]);
      await apt.stage(patch);
      await machine().run(['sh', '-c', takeDown]);
      await machine().run(['sh', '-c', 'echo "# mine" >>/etc/default/rabbitmq-server']);
      const automatic = await said('apt-mark', 'showauto');
      await apt.hold(true);
      await done(apt.installArgv(patch));
      expect(await apt.installed()).toMatchObject({ version: patch, held: true });
      expect(await said('apt-mark', 'showauto')).toBe(automatic);
      expect(await said('tail', '-n', '1', '/etc/default/rabbitmq-server')).toBe('# mine');
      // And once more, as a run that was cut off would.
      await done(apt.installArgv(patch));
    });

    test('package lists that were renewed since then need not know it any more', async () => {
      const patch = `${present}+patch1`;
      await apt.stage(patch);
      const renew = 'mv /srv/repository/Packages /srv/ && touch /srv/repository/Packages && apt-get update';
      await machine().run(['sh', '-c', renew]);
      await expect(apt.changes(patch)).rejects.toThrow('cannot install');
      await done(apt.installArgv(patch));
      expect((await apt.installed()).version).toBe(patch);
      await done(apt.restoreArgv(before));
      expect((await apt.installed()).packages).toEqual(before);
      await machine().run(['sh', '-c', 'mv /srv/Packages /srv/repository/ && apt-get update']);
    });

    test('a repository that is down is found out when staging, and what is not staged is not installed', async () => {
      await machine().run(['sh', '-c', takeDown]);
      await expect(apt.stage(`${present}+patch1`)).rejects.toThrow(Unavailable);
      expect(await job(apt.installArgv(`${present}+patch1`))).toMatchObject({ state: 'failed' });
      expect((await apt.installed()).version).toBe(present);
    });

    test('a later release brings its Erlang along, and all of it goes back without a repository', async () => {
      const version = await apt.candidate(later === 'forky' ? '4.3.6' : '3.10.8');
      const changes = await apt.changes(version);
      expect(changes.map(({ name }) => name)).toContain('erlang-base');
      await apt.stage(version);
      await machine().run(['sh', '-c', takeDown]);
      await done(apt.installArgv(version));
      expect((await apt.installed()).version).toBe(version);
      await done(apt.restoreArgv(before));
      expect((await apt.installed()).packages).toEqual(before);
    });

    test('a post-install that fails is finished by the same words, once it does not fail any more', async () => {
      const broken = `${present}+broken`;
      await apt.stage(broken);
      expect(await job(apt.installArgv(broken))).toMatchObject({
        state: 'failed',
        said: expect.stringContaining('broken on purpose'),
      });
      expect((await apt.installed()).version).toBe(`${broken} (half-configured)`);
      await apt.stage(broken);
      await machine().run(['sh', '-c', 'printf "#!/bin/sh\\n" >/var/lib/dpkg/info/rabbitmq-server.postinst']);
      await done(apt.installArgv(broken));
      expect((await apt.installed()).version).toBe(broken);
    });

    test('an installation that the machine did not survive is finished by the same words', async () => {
      const patch = `${present}+patch2`;
      await apt.stage(patch);
      const killed = machine().run(['sh', '-c', killScript, 'sh', 'rabbitctl-apt-cut.service']);
      await launcher.begin('rabbitctl-apt-cut', apt.installArgv(patch));
      expect(await killed).toMatchObject({ code: 0 });
      await launcher.clear('rabbitctl-apt-cut');
      expect((await apt.installed()).version).toBe(`${present} (half-installed)`);
      await apt.stage(patch);
      await done(apt.installArgv(patch));
      expect((await apt.installed()).version).toBe(patch);
    });

    test('others who have a lock are waited for', async () => {
      await apt.stage(`${present}+patch1`);
      for (const lock of ['/var/cache/apt/archives/lock', '/var/lib/dpkg/lock-frontend']) {
        await machine().run(['systemd-run', '--quiet', 'perl', '-e', lockScript, lock, '4']);
        await until(
          'the lock to be held',
          async () => (await said('sh', '-c', 'cat /proc/locks')).includes('POSIX') || undefined,
        );
        await apt.hold(true);
        await done(apt.installArgv(lock.includes('dpkg') ? `${present}+patch2` : `${present}+patch1`));
        await apt.stage(`${present}+patch2`);
      }
    });

    test('a unit of the own machine in /etc is not started either', async () => {
      const own = '/etc/systemd/system/rabbitmq-server.service';
      await machine().run([
        'sh',
        '-c',
        `cp /lib/systemd/system/rabbitmq-server.service ${own}; systemctl daemon-reload`,
      ]);
      await apt.stage(`${present}+patch1`);
      await done(apt.installArgv(`${present}+patch1`));
      expect(await said('sh', '-c', 'ls /run/systemd/system/rabbitmq-server.service.d')).toBe('');
      await machine().run(['sh', '-c', `rm ${own}; systemctl daemon-reload`]);
    });
  });
});

/** As when a mirror is down: the lists still name what they have. */
const takeDown = 'mkdir -p /srv/away && mv /srv/repository/*.deb /srv/away/';
const bringBack = '[ ! -d /srv/away ] || { mv /srv/away/*.deb /srv/repository/; rmdir /srv/away; }';

const killScript = `
until [ "$(dpkg-query -W -f '\${db:Status-Status}' rabbitmq-server)" = half-installed ]; do [ $((tries += 1)) -lt 3000 ] || exit; done
systemctl kill --signal=KILL "$1"
`;

const lockScript = `use Fcntl; open(my $file, '+<', $ARGV[0]) or die; my $lock = pack('s s l! l! i', F_WRLCK, 0, 0, 0, 0);
fcntl($file, F_SETLKW, $lock) or die; sleep $ARGV[1];`;
