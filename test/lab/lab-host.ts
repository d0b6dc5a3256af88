import { connect } from 'node:net';
import type { Finished, StartOptions } from './child-process.js';
import { boot, isOn, pullPlug, runInside } from './container.js';
import { calmTool } from './erlang-options.js';
import type { HostRecord, LabRecord } from './lab-record.js';
import { addAdministrator, rabbitVersionAt } from './management.js';
import { findTraffic, loseTraffic } from './network.js';
import { writeBrokerFiles } from './provision.js';
import { until } from './until.js';

const calmTools = `RABBITMQ_CTL_ERL_ARGS=${calmTool}`;

/** One host that is up: a machine of its own as far as RabbitMQ, systemd and sshd can tell. */
export class LabHost {
  /** `mq1`. */
  readonly name: string;
  /** `rabbit@mq1`. */
  readonly node: string;
  readonly address: string;
  readonly #lab: LabRecord;
  readonly #record: HostRecord;

  constructor(lab: LabRecord, record: HostRecord) {
    this.name = record.name;
    this.node = record.node;
    this.address = record.address;
    this.#lab = lab;
    this.#record = record;
  }

  /** Runs a program on the host as root, without SSH; any exit code is an answer. */
  run(argv: readonly string[], options: StartOptions = {}): Promise<Finished> {
    return runInside(this.#lab.prefix, this.name, argv, options);
  }

  /** Runs one of RabbitMQ's own tools as its own user, as an operator on the host would. */
  tool(name: string, argv: readonly string[], options: StartOptions = {}): Promise<Finished> {
    const asRabbitmq = ['runuser', '-u', 'rabbitmq', '--', 'env', 'HOME=/var/lib/rabbitmq', calmTools];
    return this.run([...asRabbitmq, `/usr/lib/rabbitmq/bin/${name}`, ...argv], options);
  }

  /** The host's own rabbitmqctl; any exit code is an answer. */
  ctl(...argv: readonly string[]): Promise<Finished> {
    return this.tool('rabbitmqctl', argv);
  }

  /** Tools that are run over SSH, with sudo or without, are calm, too: for tests, not where their speed is measured. */
  async calmTools(): Promise<void> {
    const script = `echo '${calmTools}' >> /etc/environment
echo 'Defaults env_file=/etc/environment' > /etc/sudoers.d/environment`;
    const { code, stderr } = await this.run(['sh', '-ec', script]);
    if (code !== 0) throw new Error(`${this.name}: /etc/environment: ${stderr.trim()}`);
  }

  /** No SSH connection is accepted from now on, and those that stand are cut. */
  async stopSsh(): Promise<void> {
    // A socket unit, where there is one, would start the daemon again.
    await this.run(['systemctl', 'stop', 'ssh.socket', 'ssh.service']);
    await this.run(['pkill', '-KILL', '-x', 'sshd|sshd-session']);
  }

  async startSsh(): Promise<void> {
    await this.#start('ssh.service');
    await this.awaitSsh();
  }

  /** The broker dies without a word, and systemd does not start it again. */
  async killBroker(): Promise<void> {
    await this.run(['systemctl', 'kill', '--signal=KILL', 'rabbitmq-server.service']);
    await this.#systemctl('stop', 'rabbitmq-server.service');
  }

  async stopBroker(): Promise<void> {
    await this.#systemctl('stop', 'rabbitmq-server.service');
  }

  async startBroker(): Promise<void> {
    await this.#start('rabbitmq-server.service');
    await this.awaitBroker();
  }

  /** Packets between this host and those are lost from now on; this machine still reaches all of them. */
  async partitionFrom(others: readonly LabHost[]): Promise<void> {
    for (const other of others) {
      await loseTraffic(this.name, other.address);
      await loseTraffic(other.name, this.address);
    }
  }

  /** Takes back every partition of this host; the other side's half is taken back by Lab.heal(). */
  async forgetPartitions(): Promise<void> {
    await findTraffic(this.name);
  }

  /** Waits until the management API answers and systemd, told a moment later, counts the broker as started; says the version. */
  async awaitBroker(): Promise<string> {
    const version = await until(`RabbitMQ on ${this.name} to answer`, () => rabbitVersionAt(this.address), {
      seconds: 300,
    });
    const isActive = async () => (await this.run(['systemctl', 'is-active', 'rabbitmq-server.service'])).code === 0;
    await until(`the broker's unit on ${this.name} to be active`, isActive);
    return version;
  }

  awaitSsh(): Promise<true> {
    return until(`sshd on ${this.name} to answer`, () => sshAnswers(this.address));
  }

  /** Pulls the plug: nothing is written back, nobody is told. */
  async powerOff(): Promise<void> {
    await pullPlug(this.#lab.prefix, this.name);
  }

  /** Boots the host again, with the disk it had. */
  async powerOn(): Promise<void> {
    await boot(this.#lab.prefix, this.name);
    await Promise.all([this.awaitSsh(), this.awaitBroker()]);
  }

  isOn(): boolean {
    return isOn(this.#lab.prefix, this.name);
  }

  /** Back to a blank single node, whatever a test did to the broker, its files or sshd. */
  async reset(): Promise<void> {
    await this.forgetPartitions();
    if (!this.isOn()) await boot(this.#lab.prefix, this.name);
    await until(`systemd on ${this.name}`, async () => (await this.run(['systemctl', 'is-active', 'dbus'])).code === 0);
    await this.killBroker();
    await this.run(['find', '/var/lib/rabbitmq/mnesia', '-mindepth', '1', '-delete']);
    writeBrokerFiles(this.#lab, this.#record);
    await Promise.all([this.startSsh(), this.startBroker()]);
    await this.addAdministrator();
  }

  /** Makes the lab's administrator on a blank node. */
  async addAdministrator(): Promise<void> {
    await addAdministrator(this.address, this.#lab);
  }

  /** Many starts in a row are no reason to refuse one more. */
  async #start(unit: string): Promise<void> {
    await this.run(['systemctl', 'reset-failed', unit]);
    await this.#systemctl('start', unit);
  }

  async #systemctl(...argv: readonly string[]): Promise<void> {
    const { code, stderr } = await this.run(['systemctl', ...argv]);
    if (code !== 0) throw new Error(`${this.name}: systemctl ${argv.join(' ')}: ${stderr.trim()}`);
  }
}

function sshAnswers(address: string): Promise<true> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port: 22, timeout: 2000 });
    socket.once('data', (banner) => {
      socket.destroy();
      if (banner.toString().startsWith('SSH-')) resolve(true);
      else reject(new Error(`not SSH: ${banner}`));
    });
    socket.once('timeout', () => socket.destroy(new Error('no banner')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
  });
}
