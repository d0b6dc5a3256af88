import type { Lab } from '../lab/lab.js';
import { reportToStderr } from '../lab/report.js';

/**
 * Changes which plugins the first host has. A module of a plugin that stops may be loaded again just then, and 3.10.8's
 * broker gives up halfway (`rabbit_plugins:clean_plugin`): it is started anew with the plugins that were asked for.
 */
export async function changePlugins(lab: Lab, how: 'enable' | 'disable' | 'set', names: readonly string[]) {
  try {
    await onFirstHost(lab, 'rabbitmq-plugins', how, ...names);
  } catch (error) {
    reportToStderr(`  ${lab.suite}: the broker is started anew, for it did not ${how} plugins: ${String(error)}`);
    await onFirstHost(lab, 'rabbitmq-plugins', how, '--offline', ...names);
    await onFirstHost(lab, 'systemctl', 'restart', 'rabbitmq-server');
  }
}

/** Throws what a program on the first host says when it fails. */
export async function onFirstHost(lab: Lab, ...argv: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = (await lab.hosts[0]?.run([...argv])) ?? { code: 1, stdout: '', stderr: 'no host' };
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr || stdout}`);
}
