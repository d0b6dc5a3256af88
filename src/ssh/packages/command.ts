import { CheckFailed } from '../../errors.js';
import type { Output } from '../host.js';
import { type CommandPlace, filled } from './command-templates.js';
import type { PackageManager } from './package-manager.js';
import { rabbitVersion } from './package-version.js';

/**
 * RabbitMQ installed by the operator's own commands. Nothing is known of other packages, of times or of holding: a node
 * counts as done when its version command and the broker itself both say the target. Every target may be had: which
 * versions there are is known when `stage` or `install` fails.
 */
export function commandPackages({ runner, node, templates }: CommandPlace): PackageManager {
  const run = async (what: keyof typeof templates, argv: readonly string[], deadline: number): Promise<Output> => {
    const output = await runner.run(argv, { deadline });
    if (output.code === 0) return output;
    throw new CheckFailed(`the ${what} command of ${node} failed with code ${output.code}`, {
      node,
      hint: (output.stderr || output.stdout).trim(),
    });
  };
  const version = async (): Promise<string> => {
    const said = (await run('version', filled(templates.version, node), 120_000)).stdout.trim();
    if (/^\S+$/.test(said)) return said;
    throw new CheckFailed(`the version command of ${node} does not print a version`, {
      node,
      hint: said === '' ? 'It prints nothing.' : `It prints:\n${said}\nIt is to print the version, and nothing else.`,
    });
  };
  const install = (wanted: string) => filled(templates.install ?? [], node, wanted);
  return {
    name: 'command',
    installed: async () => {
      const now = await version();
      const packages = [{ name: 'rabbitmq', version: now }];
      return { version: now, rabbitmq: rabbitVersion(now), installedAt: 0, held: false, packages };
    },
    candidate: async (target) => target,
    changes: async (wanted) => {
      const now = await version();
      return now === wanted ? [] : [{ name: 'rabbitmq', from: now, to: wanted }];
    },
    stage: async (wanted, deadline = 1_800_000) => {
      if (templates.stage !== undefined) await run('stage', filled(templates.stage, node, wanted), deadline);
    },
    installArgv: install,
    restoreArgv: ([old]) => install(old?.version ?? ''),
    wayBack: ([old]) => [install(old?.version ?? ''), filled(templates.start, node)],
    hold: async () => {},
  };
}
