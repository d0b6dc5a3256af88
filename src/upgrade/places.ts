import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where runs are kept on this machine: `$XDG_STATE_HOME/rabbitctl`, a directory for each run under `runs`. */
export function stateDirectory(env: Readonly<Record<string, string | undefined>>): string {
  return join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local/state'), 'rabbitctl');
}

export const runDirectory = (state: string, run: string): string => join(state, 'runs', run);
