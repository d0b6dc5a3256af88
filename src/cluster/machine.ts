import { hostname, userInfo } from 'node:os';
import type { Machine } from './node-name.js';

/** This machine, as rabbitmqctl would see it. The full name costs a process: only --longnames needs it. */
export async function thisMachine(longnames: boolean): Promise<Machine> {
  return { hostname: hostname(), user: userName(), ...(longnames && { fqdn: await fullName() }) };
}

async function fullName(): Promise<string | undefined> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile('hostname', ['-f'], { timeout: 5_000 }, (error, stdout) => {
      resolve(error === null ? stdout.trim() || undefined : undefined);
    });
  });
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // An id without an entry in /etc/passwd: common in containers.
    return process.env.USER ?? String(process.getuid?.() ?? '');
  }
}
