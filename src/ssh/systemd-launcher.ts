import { CheckFailed } from '../errors.js';
import { runAsRoot } from './as-root.js';
import type { Host } from './host.js';
import type { JobState, Launcher } from './launcher.js';

/** Programs as transient units of systemd: they outlive the connection that began them. */
export function systemdLauncher(host: Host): Launcher {
  const ask = async (name: string): Promise<JobState> => stateOf((await show(host, name)).stdout);
  return {
    state: ask,
    begin: async (name, argv) => {
      // One that has ended has left its name behind; one that runs is not begun twice.
      const { code, stderr } = await runAsRoot(
        host,
        ['sh', '-c', beginScript, 'rabbitctl', unit(name), ...argv.map(literal)],
        limit,
      );
      if (code !== 0) throw new CheckFailed(`${host.name} cannot start ${unit(name)}`, { hint: stderr.trim() });
    },
    output: async (name) => {
      const { stdout } = await runAsRoot(
        host,
        ['journalctl', `_SYSTEMD_UNIT=${unit(name)}`, '-o', 'cat', '-n', '40', '--no-pager'],
        limit,
      );
      return stdout.trim();
    },
    clear: async (name) => {
      await runAsRoot(
        host,
        ['sh', '-c', 'systemctl stop "$1"; systemctl reset-failed "$1"; true', 'rabbitctl', unit(name)],
        limit,
      );
    },
  };
}

const limit = { deadline: 60_000 };
const unit = (name: string): string => `${name}.service`;

// systemd puts variables into a command line; to it, two dollars are one.
const literal = (word: string): string => word.replaceAll('$', '$$$$');

// RemainAfterExit keeps the unit, and with it the exit code, until it is cleared away.
const beginScript = `
unit=$1; shift
case $(systemctl show -p ActiveState -p SubState --value "$unit" | tr '\\n' ' ') in
*exited*) systemctl stop "$unit" ;;
active* | activating*) exit 0 ;;
failed*) systemctl reset-failed "$unit" ;;
esac
exec systemd-run --quiet --unit="$unit" --description="$unit" --property=RemainAfterExit=yes --setenv=LANG=C.UTF-8 -- "$@"
`;

function show(host: Host, name: string) {
  const properties = 'LoadState,ActiveState,SubState,ExecMainStatus,Result';
  return host.run(['systemctl', 'show', '-p', properties, unit(name)], limit);
}

function stateOf(text: string): JobState {
  const facts = Object.fromEntries(text.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2)));
  const code = Number(facts.ExecMainStatus ?? 0);
  if (facts.LoadState === 'not-found') return { state: 'absent' };
  if (facts.ActiveState === 'failed') return { state: 'failed', code: code || 1 };
  if (facts.SubState === 'exited') return { state: code === 0 ? 'succeeded' : 'failed', code };
  return facts.ActiveState === 'inactive' ? { state: 'absent' } : { state: 'running' };
}
