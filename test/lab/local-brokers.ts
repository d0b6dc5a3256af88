import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Finished, run, tryRun } from './child-process.js';
import { installWithoutStarting } from './debian-packages.js';
import { brokersDirectory, clearBrokers, clearBrokersLeftBehind, marker } from './local-broker-processes.js';
import { writeLocalBrokerFiles } from './local-broker-settings.js';
import { rabbitVersionAt } from './management.js';
import { type Report, reportToStderr, stopwatch } from './report.js';
import { until } from './until.js';
import { endWithThisProcess } from './watcher.js';

export interface LocalBrokerOptions {
  /** The first broker's AMQP port, the next ones follow; 5672 when not given. */
  readonly amqpPort?: number;
  /** The first broker's management port, the next ones follow; 15672 when not given. */
  readonly managementPort?: number;
  /** What their names begin with; test_rabbit when not given. */
  readonly name?: string;
  readonly report?: Report;
}

/** Brokers on this machine, as a developer starts them for a cluster without hosts. */
export interface LocalBrokers {
  /** `test_rabbit_1@machine`, as the brokers call themselves. */
  readonly names: readonly string[];
  readonly amqpPorts: readonly number[];
  readonly managementPorts: readonly number[];
  readonly version: string;
  /** Where their data and logs are. */
  readonly directory: string;
  /** Debian's own rabbitmqctl, as user rabbitmq, on one of them; any exit code is an answer. */
  ctl(name: string, ...argv: readonly string[]): Promise<Finished>;
  /** Joins all others to the first. */
  formCluster(): Promise<void>;
  /** Ends the brokers, and the epmd that came along with them. */
  stop(): Promise<void>;
}

/** Starts test_rabbit_1, test_rabbit_2 … on this machine and waits until the management API of each answers. */
export async function startLocalBrokers(count = 3, options: LocalBrokerOptions = {}): Promise<LocalBrokers> {
  const { amqpPort = 5672, managementPort = 15672, name = 'test_rabbit', report = reportToStderr } = options;
  await installWithoutStarting(['rabbitmq-server', 'sudo'], 'rabbitmq-server', report);
  await clearBrokersLeftBehind(report);
  const numbers = Array.from({ length: count }, (_, index) => index);
  const amqpPorts = numbers.map((number) => amqpPort + number);
  const managementPorts = numbers.map((number) => managementPort + number);
  for (const port of [...amqpPorts, ...managementPorts]) await requireFree(port);

  const id = randomUUID();
  const stopWatching = endWithThisProcess('brokers', id);
  const names = numbers.map((number) => `${name}_${number + 1}@${hostname().split('.')[0]}`);
  const stop = async () => {
    await clearBrokers(id);
    stopWatching();
  };
  try {
    const version = await startAll(id, names, amqpPorts, managementPorts, report);
    const formCluster = () => joinAll(names);
    return { names, amqpPorts, managementPorts, version, directory: brokersDirectory(id), ctl, formCluster, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(
  id: string,
  names: readonly string[],
  amqpPorts: readonly number[],
  managementPorts: readonly number[],
  report: Report,
): Promise<string> {
  const owner = await userIds('rabbitmq');
  mkdirSync(brokersDirectory(id), { recursive: true, mode: 0o755 });
  const versions = await Promise.all(
    names.map(async (name, index) => {
      const seconds = stopwatch();
      const managementPort = managementPorts[index] ?? 0;
      const directory = join(brokersDirectory(id), name);
      const settings = { name, amqpPort: amqpPorts[index] ?? 0, managementPort };
      startBroker(directory, { ...writeLocalBrokerFiles(directory, settings, owner), ...marker(id) }, owner);
      const version = await until(`${name} to answer`, () => rabbitVersionAt('127.0.0.1', managementPort));
      report(`${name}: RabbitMQ ${version} answers on port ${managementPort} (${seconds()})`);
      return version;
    }),
  );
  return versions[0] ?? '';
}

interface UserIds {
  readonly uid: number;
  readonly gid: number;
}

function startBroker(directory: string, env: NodeJS.ProcessEnv, { uid, gid }: UserIds): void {
  const output = openSync(join(directory, 'output.log'), 'a');
  const options = { env, uid, gid, cwd: directory, detached: true } as const;
  const stdio = ['ignore' as const, output, output];
  spawn('/usr/lib/rabbitmq/bin/rabbitmq-server', [], { ...options, stdio }).unref();
}

async function userIds(name: string): Promise<UserIds> {
  const [, , uid, gid] = (await run(['getent', 'passwd', name])).split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

function ctl(name: string, ...argv: readonly string[]): Promise<Finished> {
  const asRabbitmq = ['runuser', '-u', 'rabbitmq', '--', 'env', '--chdir=/', 'HOME=/var/lib/rabbitmq', 'LANG=C.UTF-8'];
  return tryRun([...asRabbitmq, '/usr/lib/rabbitmq/bin/rabbitmqctl', '-n', name, ...argv]);
}

async function joinAll([first = '', ...others]: readonly string[]): Promise<void> {
  for (const name of others) {
    for (const step of [['stop_app'], ['join_cluster', first], ['start_app']]) {
      const { code, stdout, stderr } = await ctl(name, ...step);
      if (code !== 0) throw new Error(`${name}: rabbitmqctl ${step.join(' ')}: ${(stderr || stdout).trim()}`);
    }
  }
}

/** Two brokers on one port would be a riddle; somebody else's broker there is a fact worth a clear word. */
async function requireFree(port: number): Promise<void> {
  const taken = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
  if (taken) throw new Error(`port ${port} of this machine is taken: no broker can be started there`);
}
