import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { takeDown } from './down.js';
import { findLab, type Lab, upLab } from './lab.js';
import type { LabHost } from './lab-host.js';
import { allRecords, isLeftBehind, readRecord } from './lab-record.js';
import { clearBrokers } from './local-broker-processes.js';
import { startLocalBrokers } from './local-brokers.js';
import { processToEnd } from './watcher.js';

const usage = `npm run lab -- COMMAND

  up SUITE [N] [--prefix P] [--tls] [--different-cookies]
                      starts N hosts (3) of bullseye, bookworm, trixie or forky
  down [P | --all]    ends the hosts of one lab
  status              the labs that are up
  ssh HOST [CMD …]    a shell on a host, or a command
  reset P             all nodes blank again
  cluster P           joins all nodes to the first
  partition HOST      cuts a host off from the others; heal HOST undoes it
  stop-sshd HOST      start-sshd HOST undoes it
  kill-broker HOST    start-broker HOST undoes it
  power-off HOST      power-on HOST undoes it
  brokers [N]         N brokers (3) on this machine, test_rabbit_1 …, until Ctrl-C
`;

const commands: Record<string, (args: readonly string[]) => Promise<void>> = {
  up,
  down,
  status,
  ssh,
  reset: async ([prefix = '']) => labOf(prefix).reset(),
  cluster: async ([prefix = '']) => labOf(prefix).formCluster(),
  partition: async ([name]) => {
    const { lab, host } = hostOf(name);
    await host.partitionFrom(lab.hosts.filter((other) => other !== host));
  },
  heal: async ([name]) => hostOf(name).lab.heal(),
  'stop-sshd': async ([name]) => hostOf(name).host.stopSsh(),
  'start-sshd': async ([name]) => hostOf(name).host.startSsh(),
  'kill-broker': async ([name]) => hostOf(name).host.killBroker(),
  'start-broker': async ([name]) => hostOf(name).host.startBroker(),
  'power-off': async ([name]) => hostOf(name).host.powerOff(),
  'power-on': async ([name]) => hostOf(name).host.powerOn(),
  brokers,
  watch,
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
try {
  if (command) await command(args);
  else process.stderr.write(usage);
  if (!command) process.exitCode = 64;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function up(argv: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      prefix: { type: 'string', default: 'mq' },
      tls: { type: 'boolean', default: false },
      'different-cookies': { type: 'boolean', default: false },
    },
  });
  const [suite = '', hosts = '3'] = positionals;
  const cookies = values['different-cookies'] ? 'different' : 'shared';
  const lab = await upLab({
    ...{ suite, hosts: Number(hosts), prefix: values.prefix, tls: values.tls },
    ...{ cookies, keep: true },
  });
  for (const host of lab.hosts) process.stdout.write(`${host.name}  ${host.address}  ${host.node}\n`);
  process.stdout.write(`${lab.username}'s password: ${lab.password}\nexport RABBITCTL_CONFIG=${lab.configFile}\n`);
}

async function down([which]: readonly string[]): Promise<void> {
  const all = allRecords();
  const chosen = which === undefined && all.length === 1 ? all : all.filter(({ prefix }) => prefix === which);
  const labs = which === '--all' ? all : chosen;
  if (labs.length === 0) throw new Error(`down which? ${all.map(({ prefix }) => prefix).join(' ') || 'no lab is up'}`);
  for (const lab of labs) await takeDown(lab);
}

async function status(): Promise<void> {
  for (const record of allRecords()) {
    const lab = labOf(record.prefix);
    const note = isLeftBehind(record) ? ', left behind' : record.owner ? `, of process ${record.owner.pid}` : '';
    process.stdout.write(`${lab.prefix}: ${lab.suite}, RabbitMQ ${lab.version}${note}, ${lab.configFile}\n`);
    for (const host of lab.hosts) {
      process.stdout.write(`  ${host.name}  ${host.address}  ${host.isOn() ? 'on' : 'off'}\n`);
    }
  }
}

async function ssh([name, ...argv]: readonly string[]): Promise<void> {
  const { lab, host } = hostOf(name);
  const child = spawn('ssh', ['-F', lab.sshConfigFile, host.name, ...argv], { stdio: 'inherit' });
  const [code] = await once(child, 'close');
  process.exitCode = Number(code ?? 1);
}

async function brokers([count = '3']: readonly string[]): Promise<void> {
  const local = await startLocalBrokers(Number(count));
  for (const [index, name] of local.names.entries()) {
    process.stdout.write(`${name}  AMQP ${local.amqpPorts[index]}, management ${local.managementPorts[index]}\n`);
  }
  const awake = setInterval(() => {}, 60_000);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(awake);
  await local.stop();
}

/** Not for people: clears up after the process at the other end of stdin. */
async function watch([kind, which = '', id]: readonly string[]): Promise<void> {
  await processToEnd(process.stdin);
  if (kind === 'brokers') return clearBrokers(which);
  const lab = readRecord(which);
  // A lab that outlives its process has no owner by now.
  if (lab?.id === id && lab?.owner) await takeDown(lab);
}

function labOf(prefix: string): Lab {
  const lab = readRecord(prefix) && findLab(prefix);
  if (!lab) throw new Error(`no lab with prefix "${prefix}" is up`);
  return lab;
}

function hostOf(name = ''): { lab: Lab; host: LabHost } {
  const lab = labOf(name.replace(/\d+$/, ''));
  return { lab, host: lab.host(name) };
}
