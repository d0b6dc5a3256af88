import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '../../src/upgrade/event.js';
import { writeConfig } from '../hosts/config-file.js';
import { localEnvironment } from '../hosts/operator.js';
import type { Lab } from '../lab/lab.js';
import { programArgv } from '../program.js';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly events: readonly RunEvent[];
}

/** Somebody who upgrades a lab's cluster, with a home of their own. Runs are read by their events. */
export class UpgradeOperator {
  readonly home = mkdtempSync(join(tmpdir(), 'rabbitctl-upgrade-'));
  readonly #env: NodeJS.ProcessEnv;

  constructor(lab: Lab, user?: string) {
    const configFile = join(this.home, 'config.toml');
    writeConfig(configFile, lab, { hosts: lab.hosts, ...(user !== undefined && { ssh: { user } }) });
    this.#env = {
      ...localEnvironment(this.home),
      RABBITCTL_CONFIG: configFile,
      XDG_STATE_HOME: join(this.home, 'state'),
    };
  }

  /** To its end; what takes longer than a test may is ended before that, so that the test can say what it waited for. */
  async run(...argv: readonly string[]): Promise<Ran> {
    const { child, ended } = this.start(argv);
    const tooLate = setTimeout(() => child.kill('SIGINT'), longest);
    try {
      return await ended;
    } finally {
      clearTimeout(tooLate);
    }
  }

  /** With `onEvent` one may act as soon as something has happened. */
  start(argv: readonly string[], onEvent?: (event: RunEvent, child: ChildProcess) => void): Running {
    const [program = '', ...rest] = programArgv([...argv, '--json']);
    const child = spawn(program, rest, { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] });
    const events: RunEvent[] = [];
    let [stdout, stderr, line] = ['', '', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      line += text;
      const lines = line.split('\n');
      line = lines.pop() ?? '';
      // Reports and lists are JSON, too, but no events.
      for (const whole of lines.filter((text) => text.startsWith('{"version":1,"time"'))) {
        const event = JSON.parse(whole) as RunEvent;
        events.push(event);
        onEvent?.(event, child);
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const ended = new Promise<Ran>((resolve) => {
      child.once('close', (code) => resolve({ code: code ?? 137, stdout, stderr, events }));
    });
    return { child, ended };
  }

  leave(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** In ms; tests have 600 s. */
const longest = 570_000;

/** For the message of a test that failed: the errors, and the last of the events. */
export function toldBy({ stderr, events }: Ran): string {
  return [stderr, ...events.slice(-25).map((event) => JSON.stringify(event))].join('\n');
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}
