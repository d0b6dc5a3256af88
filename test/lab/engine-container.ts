import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { baseSystem } from './base-system.js';
import { type Finished, run, tryRun } from './child-process.js';
import { installMissing } from './debian-packages.js';
import { labRoot } from './places.js';
import type { Report } from './report.js';
import { until } from './until.js';

/** Podman's default runtime, crun, does not start where runc does. */
const podman = ['podman', '--runtime', 'runc'];

/** A container of Podman over a base system, with a broker in it: no network, no systemd, no SSH. */
export class EngineContainer {
  readonly name: string;
  readonly node: string;
  /** What stands before a command that is to run inside. */
  readonly exec: readonly string[];
  readonly #place: string;

  private constructor(name: string, place: string) {
    this.name = name;
    this.node = `rabbit@${name}`;
    this.exec = [...podman, 'exec', '-i', name];
    this.#place = place;
  }

  static async start(name: string, suite: string, report: Report): Promise<EngineContainer> {
    await installMissing(['podman', 'runc'], report);
    const { directory } = await baseSystem(suite, report);
    const container = new EngineContainer(name, mkdtempSync(join(labRoot, 'container-')));
    try {
      await container.#boot(directory);
    } catch (error) {
      await container.end();
      throw error;
    }
    return container;
  }

  /** Runs a program inside, as root; any exit code is an answer. */
  run(argv: readonly string[]): Promise<Finished> {
    return tryRun([...this.exec, ...argv]);
  }

  async end(): Promise<void> {
    await tryRun([...podman, 'rm', '--force', '--time', '1', this.name]);
    await tryRun(['umount', join(this.#place, 'root')]);
    rmSync(this.#place, { recursive: true, force: true });
  }

  async #boot(base: string): Promise<void> {
    const [upper = '', work = '', root = ''] = ['upper', 'work', 'root'].map((name) => join(this.#place, name));
    for (const directory of [upper, work, root]) mkdirSync(directory, { mode: 0o755 });
    const layers = `lowerdir=${base},upperdir=${upper},workdir=${work}`;
    await run(['mount', '-t', 'overlay', 'rabbitctl-container', '-o', layers, root]);
    await run([
      ...[...podman, 'run', '--detach', '--name', this.name, '--hostname', this.name],
      ...['--add-host', `${this.name}:127.0.0.1`, '--network=none'],
      // More than this machine's own container allows would be refused.
      ...['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1000:1000'],
      ...['--rootfs', root, 'sleep', 'infinity'],
    ]);
    const broker =
      'cd / && exec runuser -u rabbitmq -- env HOME=/var/lib/rabbitmq LANG=C.UTF-8 /usr/lib/rabbitmq/bin/rabbitmq-server';
    await run([...podman, 'exec', '--detach', this.name, 'sh', '-c', broker]);
    const ready = [
      'runuser',
      '-u',
      'rabbitmq',
      '--',
      'env',
      'HOME=/var/lib/rabbitmq',
      '/usr/lib/rabbitmq/bin/rabbitmqctl',
    ];
    const answers = async () =>
      (await this.run(['sh', '-c', 'cd / && exec "$@"', 'sh', ...ready, 'await_startup', '-t', '5'])).code === 0;
    await until(`RabbitMQ in ${this.name} to answer`, answers, { seconds: 120, every: 1000 });
  }
}
