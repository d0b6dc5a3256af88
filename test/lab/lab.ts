import { randomBytes, randomUUID } from 'node:crypto';
import { baseSystem } from './base-system.js';
import { makeCertificates } from './certificates.js';
import { boot, mountRoot } from './container.js';
import { installMissing, labUnavailable } from './debian-packages.js';
import { clearLeftBehind, takeDown } from './down.js';
import { makeLoginKey, writeLabFiles } from './lab-files.js';
import { LabHost } from './lab-host.js';
import { allRecords, type HostRecord, type LabRecord, readRecord, thisProcess, writeRecord } from './lab-record.js';
import { withLock } from './lock.js';
import { addBridge, addHostNetwork, bridgeExists, freeSubnet } from './network.js';
import { labPlaces } from './places.js';
import { provision } from './provision.js';
import { type Report, reportToStderr, stopwatch } from './report.js';
import { endWithThisProcess } from './watcher.js';
import { allowWatches } from './watches.js';

export interface LabOptions {
  /** A Debian release: bullseye, bookworm, trixie, forky. */
  readonly suite: string;
  /** How many; 3 when not given. */
  readonly hosts?: number;
  /** The hosts are named PREFIX1, PREFIX2 …; letters only; mq when not given. Two labs at a time need two prefixes. */
  readonly prefix?: string;
  /** Whether all hosts have the same Erlang cookie; they do when not given. */
  readonly cookies?: 'shared' | 'different';
  /** The management API over TLS too, on 15671, with a CA of the lab's own. */
  readonly tls?: boolean;
  /** Leave the hosts up when this process ends. */
  readonly keep?: boolean;
  readonly report?: Report;
}

/** Hosts that are up, and the files with which one reaches them. */
export interface Lab {
  readonly suite: string;
  readonly version: string;
  readonly prefix: string;
  readonly hosts: readonly LabHost[];
  readonly username: string;
  readonly password: string;
  readonly directory: string;
  /** For rabbitctl: RABBITCTL_CONFIG. */
  readonly configFile: string;
  readonly passwordFile: string;
  readonly sshConfigFile: string;
  readonly knownHostsFile: string;
  readonly keyFile: string;
  /** Only with `tls`. */
  readonly caFile: string | undefined;
  host(name: string): LabHost;
  /** Takes back every partition. */
  heal(): Promise<void>;
  /** Every broker a blank single node again, every sshd answering, every partition healed. */
  reset(): Promise<void>;
  /** Joins all others to the first host; they must be blank and have one cookie. */
  formCluster(): Promise<void>;
  /** Ends all hosts and removes whatever there was of them. */
  down(): Promise<void>;
}

/** Names and subnets are the machine's, wherever a lab keeps its files. */
const claimLock = '/run/rabbitctl-lab.lock';

/** Starts hosts and waits until SSH and the management API of each answer. */
export async function upLab(options: LabOptions): Promise<Lab> {
  const reason = labUnavailable();
  if (reason) throw new Error(`no lab here: ${reason}`);
  const report = options.report ?? reportToStderr;
  await installMissing(['mmdebstrap', 'systemd-container', 'iproute2', 'openssh-client', 'openssl'], report);
  await clearLeftBehind(report);
  allowWatches(report);
  const base = await baseSystem(options.suite, report);
  const record = await claim(options, base);
  const stopWatching = endWithThisProcess('lab', record.prefix, record.id);
  try {
    await start(record, report);
  } catch (error) {
    await takeDown(record);
    stopWatching();
    throw error;
  }
  if (!options.keep) return openLab(record, stopWatching);
  const { owner, ...ownerless } = record;
  writeRecord(ownerless);
  stopWatching();
  return openLab(ownerless);
}

/** A lab that is up, whichever process started it. */
export function findLab(prefix: string): Lab | undefined {
  const record = readRecord(prefix);
  return record && openLab(record);
}

/** Writes the record: from now on prefix, names and subnet are this lab's. */
function claim(options: LabOptions, base: { directory: string; version: string }): Promise<LabRecord> {
  const { suite, hosts = 3, prefix = 'mq', cookies = 'shared', tls = false } = options;
  if (!/^[a-z]{1,8}$/.test(prefix)) throw new Error(`"${prefix}" is no prefix: one to eight small letters`);
  return withLock(claimLock, async () => {
    const taken = allRecords().find((other) => other.prefix === prefix);
    if (taken) throw new Error(`a lab with prefix ${prefix} is up (${taken.suite}): npm run lab -- down ${prefix}`);
    const subnet = await freeSubnet();
    const sharedCookie = newCookie();
    const hostRecord = (number: number): HostRecord => ({
      name: `${prefix}${number}`,
      node: `rabbit@${prefix}${number}`,
      address: `${subnet}.${10 + number}`,
      cookie: cookies === 'shared' ? sharedCookie : newCookie(),
    });
    const record: LabRecord = {
      ...{ id: randomUUID(), prefix, suite, version: base.version, base: base.directory, subnet, tls },
      ...{ username: 'ops', password: randomBytes(12).toString('hex') },
      hosts: Array.from({ length: hosts }, (_, index) => hostRecord(index + 1)),
      owner: thisProcess(),
    };
    if (bridgeExists(prefix)) throw new Error(`${prefix} is the prefix of a lab in another directory`);
    writeRecord(record);
    await addBridge(prefix, subnet);
    return record;
  });
}

async function start(lab: LabRecord, report: Report): Promise<void> {
  await makeLoginKey(lab.prefix);
  if (lab.tls) await makeCertificates(lab);
  for (const host of lab.hosts) {
    await mountRoot(lab.prefix, host.name, lab.base);
    await provision(lab, host);
    await addHostNetwork(lab.prefix, host.name, host.address);
  }
  writeLabFiles(lab);
  await Promise.all(
    lab.hosts.map(async (record) => {
      const seconds = stopwatch();
      const host = new LabHost(lab, record);
      await boot(lab.prefix, host.name);
      await host.awaitSsh();
      const version = await host.awaitBroker();
      await host.addAdministrator();
      report(`${host.name}: RabbitMQ ${version} answers (${seconds()})`);
    }),
  );
}

function openLab(record: LabRecord, afterDown = () => {}): Lab {
  const hosts = record.hosts.map((host) => new LabHost(record, host));
  const { caFile, ...places } = labPlaces(record.prefix);
  const { suite, version, prefix, username, password } = record;
  const heal = async () => {
    await Promise.all(hosts.map((host) => host.forgetPartitions()));
  };
  return {
    ...{ suite, version, prefix, username, password, hosts, ...places },
    caFile: record.tls ? caFile : undefined,
    host: (name) => {
      const host = hosts.find((candidate) => candidate.name === name);
      if (!host) throw new Error(`lab ${prefix} has no host ${name}`);
      return host;
    },
    heal,
    reset: async () => {
      await heal();
      await Promise.all(hosts.map((host) => host.reset()));
    },
    formCluster: () => formCluster(hosts),
    down: async () => {
      await takeDown(record);
      afterDown();
    },
  };
}

async function formCluster([first, ...others]: readonly LabHost[]): Promise<void> {
  for (const host of others) {
    for (const step of [['stop_app'], ['join_cluster', first?.node ?? ''], ['start_app']]) {
      const { code, stdout, stderr } = await host.ctl(...step);
      if (code !== 0) throw new Error(`${host.name}: rabbitmqctl ${step.join(' ')}: ${(stderr || stdout).trim()}`);
    }
    await host.awaitBroker();
  }
}

function newCookie(): string {
  return randomBytes(10).toString('hex').toUpperCase();
}
