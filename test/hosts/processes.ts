import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Finished } from '../lab/child-process.js';
import type { LabHost } from '../lab/lab-host.js';
import { until } from '../lab/until.js';

/** What a child has said so far, and how it ends. */
export class Watched {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Finished>;
  stdout = '';
  stderr = '';

  constructor(child: ChildProcessWithoutNullStreams) {
    this.child = child;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    child.stdin.on('error', () => {});
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ stdout: this.stdout, stderr: this.stderr, code: code ?? -1 }));
    });
  }

  /** Waits for words on stdout or stderr. */
  async says(words: string | RegExp): Promise<void> {
    const isThere = () => this.stdout.concat(this.stderr).search(words) >= 0;
    await until(`${words} in "${this.stdout}${this.stderr}"`, isThere, { seconds: 30, every: 20 });
  }
}

/** Command lines on the host that contain these words. */
export async function runningOn(host: LabHost, words: string): Promise<readonly string[]> {
  const { stdout } = await host.run(['ps', '-A', '-ww', '-o', 'args=']);
  return stdout.split('\n').filter((line) => line.includes(words));
}

export async function untilRunning(host: LabHost, words: string): Promise<void> {
  await until(`${words} to run on ${host.name}`, async () => (await runningOn(host, words)).length > 0, { every: 100 });
}

/** Nothing may be left of what we started there. */
export async function untilGone(host: LabHost, words: string): Promise<void> {
  const gone = async () => (await runningOn(host, words)).length === 0;
  await until(`${words} to end on ${host.name}`, gone, { seconds: 15, every: 200 });
}
