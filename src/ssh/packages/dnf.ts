import { CheckFailed, DataError, Unavailable } from '../../errors.js';
import { runAsRoot } from '../as-root.js';
import type { Host, Output } from '../host.js';
import { brokerUnit } from '../systemd-broker.js';
import {
  holdScript,
  installedScript,
  installScript,
  restoreScript,
  simulateScript,
  stageScript,
  versionsScript,
} from './dnf-scripts.js';
import { changesIn, dnfWords, installedIn, notReached, versionsIn } from './dnf-text.js';
import type { Package, PackageManager } from './package-manager.js';
import { findVersion } from './package-version.js';

/**
 * RabbitMQ as an RPM, by dnf 4 or 5. Versions are VERSION-RELEASE, as rpm prints them: `4.0.5-1.el8`. What root's dnf has in
 * its cache is looked at first; what is not there is asked of the repositories, as dnf does.
 */
export function dnfPackages(host: Host): PackageManager {
  const asRoot = (script: string, values: readonly string[], deadline = 300_000): Promise<Output> =>
    runAsRoot(host, ['sh', '-c', script, 'rabbitctl', ...values], { deadline });
  return {
    name: 'dnf',
    installed: async () => {
      const output = await host.run(['sh', '-c', installedScript, 'rabbitctl', broker], { deadline: 120_000 });
      if (output.code !== 0) throw failed(host, 'cannot ask rpm what is installed', output);
      return installedIn(output.stdout, broker, host.name);
    },
    candidate: async (target) => {
      const ask = (...options: string[]) => asRoot(versionsScript, [broker, ...options]);
      const cached = versionsIn((await ask('--cacheonly')).stdout);
      const inCache = cached.known ? findVersion(cached.versions, target) : undefined;
      if (inCache !== undefined) return inCache;
      const output = await ask();
      const { versions } = versionsIn(output.stdout);
      const found = findVersion(versions, target);
      if (found !== undefined) return found;
      if (output.code !== 0 || notReached(output)) throw notHad(host, `the versions of ${broker}`, output);
      throw new DataError(`${host.name} knows no ${broker} ${target}`, {
        hint: `Its repositories have ${versions.join(', ') || 'none'}. To look for newer ones: dnf makecache --refresh, on ${host.name}.`,
      });
    },
    changes: async (version) => {
      const output = await asRoot(simulateScript, [`${broker}-${version}`]);
      const changes = changesIn(output.stdout);
      if (changes !== undefined) return changes;
      if (notReached(output)) throw notHad(host, `${broker} ${version}`, output);
      throw failed(host, `cannot install ${broker} ${version}`, output);
    },
    stage: async (version, deadline = 1_800_000) => {
      const output = await asRoot(stageScript, [`${broker}-${version}`], deadline);
      if (output.code !== 0) throw notHad(host, `${broker} ${version}`, output);
    },
    installArgv: (version) => ['sh', '-c', installScript, 'rabbitctl', brokerUnit, `${broker}-${version}`],
    restoreArgv: (packages) => ['sh', '-c', restoreScript, 'rabbitctl', brokerUnit, ...packages.map(exact)],
    wayBack: (packages) => [
      ['dnf', 'versionlock', 'delete', broker],
      ['dnf', 'install', '--allowerasing', ...packages.map(exact)],
      ['systemctl', 'unmask', '--runtime', brokerUnit],
      ['systemctl', 'start', brokerUnit],
    ],
    hold: async (held) => {
      const word = held ? 'hold' : 'unhold';
      const output = await asRoot(holdScript, [word, broker]);
      if (output.code === 0) return;
      if (!/No such command/.test(output.stderr)) throw failed(host, `cannot ${word} ${broker}`, output);
      throw new CheckFailed(`dnf on ${host.name} cannot ${word} ${broker}: it has no versionlock`, {
        hint: `Install it on ${host.name}: dnf install 'dnf-command(versionlock)'`,
      });
    },
  };
}

const broker = 'rabbitmq-server';
const exact = ({ name, version }: Package): string => `${name}-${version}`;

const failed = ({ name }: Host, what: string, output: Output): CheckFailed =>
  new CheckFailed(`dnf on ${name} ${what}`, { hint: dnfWords(output) });

function notHad(host: Host, what: string, output: Output): CheckFailed | Unavailable {
  if (!notReached(output)) return failed(host, `cannot download ${what}`, output);
  return new Unavailable(`${host.name} cannot download ${what}: its repository does not answer`, {
    hint: dnfWords(output),
  });
}
