import { CliError } from '../errors.js';
import type { Host } from './host.js';
import type { JobState, Launcher } from './launcher.js';

/**
 * Programs over the connection itself, as they are, for machines without systemd. They do not outlive us: a cut line may end
 * them, and whoever comes back finds them absent and begins them again, so they are to be such that this does no harm.
 */
export function directLauncher(host: Host): Launcher {
  const jobs = new Map<string, { state: JobState; output: string }>();
  const begin = (name: string, argv: readonly string[]) => {
    const job: { state: JobState; output: string } = { state: { state: 'running' }, output: '' };
    jobs.set(name, job);
    host.run(argv).then(
      ({ code, stdout, stderr }) => {
        job.output = `${stdout}${stderr}`;
        job.state = { state: code === 0 ? 'succeeded' : 'failed', code };
      },
      (error: unknown) => {
        job.output = error instanceof Error ? error.message : String(error);
        job.state = { state: 'failed', code: error instanceof CliError ? error.exitCode : defect };
      },
    );
  };
  return {
    begin: async (name, argv) => {
      if (jobs.get(name)?.state.state !== 'running') begin(name, argv);
    },
    state: async (name) => jobs.get(name)?.state ?? { state: 'absent' },
    output: async (name) => (jobs.get(name)?.output ?? '').trim().split('\n').slice(-40).join('\n'),
    clear: async (name) => {
      jobs.delete(name);
    },
  };
}

/** As a program's exit code (sysexits: EX_SOFTWARE). */
const defect = 70;
