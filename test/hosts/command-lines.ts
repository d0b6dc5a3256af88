import { readdirSync, readFileSync } from 'node:fs';

export interface CommandLineWatch {
  /** Ends the watch; the command lines that held one of the secrets. */
  end(): readonly string[];
}

/**
 * Looks at all command lines again and again. The hosts of the lab are on this machine:
 * their processes are seen here too, whichever process namespace they are in.
 */
export function watchCommandLines(secrets: readonly string[]): CommandLineWatch {
  const found = new Set<string>();
  const look = () => {
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid)) continue;
      const line = commandLine(pid);
      if (secrets.some((secret) => line.includes(secret))) found.add(line);
    }
  };
  const timer = setInterval(look, 15);
  return {
    end() {
      clearInterval(timer);
      return [...found];
    },
  };
}

/** Empty for a process that has just ended. */
function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}
