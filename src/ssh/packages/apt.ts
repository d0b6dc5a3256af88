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
} from './apt-scripts.js';
import { aptWords, changesIn, installedIn, notReached, versionsIn } from './apt-text.js';
import type { Package, PackageManager } from './package-manager.js';
import { findVersion } from './package-version.js';

/**
 * RabbitMQ as a Debian package. What there is to install is what the machine's package lists know: nothing here runs
 * `apt-get update`. The way back works without a repository when `stage` still found the present packages in one, or when
 * they are in apt's archives from before; else `restoreArgv` needs a repository that has them.
 */
export function aptPackages(host: Host): PackageManager {
  return {
    name: 'apt',
    installed: async () => {
      const { stdout } = await host.run(['sh', '-c', installedScript, 'rabbitctl', broker], limit);
      return installedIn(stdout, broker, host.name);
    },
    candidate: async (target) => {
      const output = await host.run(['env', 'LC_ALL=C.UTF-8', 'apt-cache', 'policy', broker], limit);
      if (output.code !== 0) throw failed(host, `cannot ask apt for the versions of ${broker}`, output);
      const versions = versionsIn(output.stdout);
      const found = findVersion(versions, target);
      if (found !== undefined) return found;
      throw new DataError(`${host.name} knows no ${broker} ${target}`, {
        hint: `Its package lists have ${versions.join(', ') || 'none'}. To look for newer ones: apt-get update, on ${host.name}.`,
      });
    },
    changes: async (version) => {
      const output = await host.run(['sh', '-c', simulateScript, 'rabbitctl', `${broker}=${version}`], limit);
      if (output.code !== 0) throw failed(host, `cannot install ${broker} ${version}`, output);
      if (/^The following packages will be DOWNGRADED:$/m.test(output.stdout)) {
        throw new DataError(`${broker} ${version} is lower than what ${host.name} has`, {
          hint: 'A rolling upgrade only goes forward; to give up one that is half-way: its sub-form abort.',
        });
      }
      return changesIn(output.stdout);
    },
    stage: async (version, deadline = 1_800_000) => {
      const argv = ['sh', '-c', stageScript, 'rabbitctl', `${broker}=${version}`];
      const output = await runAsRoot(host, argv, { deadline });
      if (output.code === 0) return;
      if (!notReached(output)) throw failed(host, `cannot download ${broker} ${version}`, output);
      throw new Unavailable(`${host.name} cannot download ${broker} ${version} from its repository`, {
        hint: aptWords(output),
      });
    },
    installArgv: (version) => ['sh', '-c', installScript, 'rabbitctl', brokerUnit, `${broker}=${version}`],
    restoreArgv: (packages) => ['sh', '-c', restoreScript, 'rabbitctl', brokerUnit, ...packages.map(exact)],
    wayBack: (packages) => [
      ['apt-get', 'install', '--allow-downgrades', '--allow-change-held-packages', ...packages.map(exact)],
      ['systemctl', 'unmask', '--runtime', brokerUnit],
      ['systemctl', 'start', brokerUnit],
    ],
    hold: async (held) => {
      const word = held ? 'hold' : 'unhold';
      const output = await runAsRoot(host, ['sh', '-c', holdScript, 'rabbitctl', word, broker], { deadline: 400_000 });
      if (output.code !== 0) throw failed(host, `cannot ${word} ${broker}`, output);
    },
  };
}

const broker = 'rabbitmq-server';
const limit = { deadline: 120_000 };
const exact = ({ name, version }: Package): string => `${name}=${version}`;

const failed = ({ name }: Host, what: string, output: Output): CheckFailed =>
  new CheckFailed(`apt on ${name} ${what}`, { hint: aptWords(output) });
