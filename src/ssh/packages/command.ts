import { CheckFailed } from '../../errors.js';
import type { Output } from '../host.js';
import { type CommandPlace, filled } from './command-templates.js';
import type { PackageManager } from './package-manager.js';

/**
 * RabbitMQ installed by the operator's own commands. Nothing is known of other packages, of times or of holding: a node
 * counts as done when its version command and the broker itself both say the target.
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
  const version = async () => (await run('version', filled(templates.version, node), 120_000)).stdout.trim();
  const install = (wanted: string) => filled(templates.install, node, wanted);
  return {
    name: 'command',
    installed: async () => {
      const now = await version();
      const rabbitmq = /\d+\.\d+\.\d+[\w.-]*/.exec(now)?.[0] ?? now;
      return { version: now, rabbitmq, installedAt: 0, held: false, packages: [{ name: 'rabbitmq', version: now }] };
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
