import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { Unavailable } from '../errors.js';
import { loginAborted } from './connect-failures.js';
import { endArgv, MarkFilter, newMark, watchedArgv } from './ending.js';
import { follow, type Started } from './follow.js';
import type { Host, Output, RunOptions } from './host.js';
import { JoinedStream } from './joined-stream.js';
import { jumpSettings } from './jump-settings.js';
import { LateStart } from './late-start.js';
import { Limits } from './limits.js';
import { childExit, startChild } from './local.js';
import { inLoginSlot } from './login-slots.js';
import { explainOpenSsh, lineWasCut, notBegun, sshFailed } from './openssh-failures.js';
import { commandLine, quoteWords } from './quote.js';
import { commandName, redactedLine } from './redact.js';
import { Slots } from './slots.js';
import { type ResolvedHost, sshArguments } from './ssh-config.js';
import type { SshSettings } from './ssh-settings.js';
import { ourStream } from './terminal.js';

/** ms that a master without commands outlives its last one: ours may end before it can say goodbye. */
const persistence = 60_000;

/** A machine over the system's own ssh, for what ssh2 cannot do (needs-openssh.ts). One master connection. */
export class OpenSshHost implements Host {
  readonly name: string;
  readonly #settings: SshSettings;
  readonly #resolved: ResolvedHost;
  readonly #slots = new Slots(9);
  #master: Promise<Master> | undefined;
  #lastUse = 0;
  /** Aborted by `close`: ends a login under way. */
  #life = new AbortController();

  constructor(name: string, settings: SshSettings, resolved: ResolvedHost) {
    this.name = name;
    this.#settings = settings;
    this.#resolved = resolved;
  }

  async run(argv: readonly string[], options: RunOptions = {}): Promise<Output> {
    this.#settings.debug?.(`${this.name}: ${redactedLine(argv)} (by ssh)`);
    const mark = newMark();
    const line = commandLine(options.terminal ? argv : watchedArgv(argv, mark), options);
    const limits = new Limits(options, `${commandName(argv)} on ${this.name}`);
    const late = new LateStart(limits, this.name, this.#settings.warn);
    let said = '';
    try {
      await this.#slots.enterUnless((entering) => limits.race(entering));
    } catch (error) {
      limits.dispose();
      throw error;
    }
    try {
      const master = await limits.race(this.#connected());
      options.onStart?.();
      if (!options.terminal) late.asked();
      const started = this.#start(master, line, options.terminal ? undefined : mark, () => late.over());
      started.streams?.stderr.on('data', (chunk: Buffer) => {
        said = `${said}${chunk}`.slice(-2000);
      });
      const output = await follow(started, options, limits);
      if (output.code !== sshFailed) return output;
      // 255 is also an exit code like any other: only the master can tell, and whether the command ever began.
      if (!(await this.#isAlive(master))) throw lineWasCut(this.name, said);
      if (options.terminal || started.begun()) return output;
      throw notBegun(this.name, said);
    } finally {
      this.#lastUse = Date.now();
      this.#slots.leave();
      late.over();
      limits.dispose();
    }
  }

  async connect(host: string, port: number): Promise<Duplex> {
    const { options } = await this.#connected();
    const bracketed = host.includes(':') ? `[${host}]` : host;
    const child = spawn('ssh', [...options, '-W', `${bracketed}:${port}`, '--', this.#settings.host], {
      detached: true,
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-2000);
    });
    const closed = childExit(child);
    closed.catch(() => {});
    const failure = async () => {
      const code = await closed.catch(() => 1);
      return code ? new Unavailable(`${this.name} cannot reach ${host}:${port}`, { hint: said.trim() }) : undefined;
    };
    return new JoinedStream(child.stdout, child.stdin, () => void child.kill(), failure);
  }

  async close(): Promise<void> {
    this.#life.abort();
    this.#life = new AbortController();
    const opening = this.#master;
    this.#master = undefined;
    const master = await opening?.catch(() => undefined);
    if (master === undefined) return;
    await childExit(spawn('ssh', [...master.options, '-O', 'exit', '--', this.#settings.host], { stdio: 'ignore' }));
    await rm(master.directory, { recursive: true, force: true });
  }

  /** Forgets a master that is gone, so that the next command connects anew. */
  async #isAlive(master: Master): Promise<boolean> {
    const check = [...master.options, '-O', 'check', '--', this.#settings.host];
    if ((await childExit(spawn('ssh', check, { stdio: 'ignore' }))) === 0) return true;
    if ((await this.#master?.catch(() => undefined)) === master) this.#master = undefined;
    await rm(master.directory, { recursive: true, force: true });
    return false;
  }

  /** The one master; whoever asks while it is being made waits for the same one. */
  async #connected(): Promise<Master> {
    const idle = Date.now() - this.#lastUse;
    this.#lastUse = Date.now();
    if (this.#master && idle > persistence / 2) await this.#isAlive(await this.#master);
    const { signal } = this.#life;
    const aborted = () => loginAborted(this.#resolved);
    this.#master ??= inLoginSlot(signal, aborted, () => this.#connect(signal));
    const master = this.#master;
    master.catch(() => {
      if (this.#master === master) this.#master = undefined;
    });
    return master;
  }

  /** Starts the master; `-f` makes ssh return once it is logged in. */
  async #connect(signal: AbortSignal): Promise<Master> {
    const directory = await mkdtemp(join(tmpdir(), 'rabbitctl-ssh-'));
    const options = [...sshOptions(this.#settings, this.#resolved), '-o', `ControlPath=${directory}/s`];
    const argv = [
      ...options,
      '-o',
      'ControlMaster=yes',
      '-o',
      `ControlPersist=${persistence / 1000}`,
      '-N',
      '-f',
      '--',
      this.#settings.host,
    ];
    const child = spawn('ssh', argv, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-4000);
      // "Confirm user presence for key …": somebody must touch the key now.
      if (this.#settings.askSecret && /user presence/.test(String(chunk))) ourStream('stderr').write(chunk);
    });
    const end = () => child.kill();
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
    const code = await childExit(child).finally(() => signal.removeEventListener('abort', end));
    if (code === 0) return { directory, options: [...options, '-o', 'ControlMaster=no'] };
    await rm(directory, { recursive: true, force: true });
    if (!signal.aborted) throw explainOpenSsh(this.name, said, this.#settings.askSecret !== undefined);
    child.stderr.destroy(); // its ProxyCommand may still hold it, and is not to hold us
    throw loginAborted(this.#resolved);
  }

  #start({ options }: Master, line: string, mark: string | undefined, onBegun: () => void): SshCommand {
    const terminal = mark === undefined;
    const argv = [...options, terminal ? '-tt' : '-T', '-e', 'none', '--', this.#settings.host, line];
    // Its own process group, so that Ctrl-C leaves us the line on which the far side is ended.
    const child = startChild('ssh', argv, { detached: !terminal, stdio: terminal ? 'inherit' : 'pipe' });
    return startedSsh(child, mark, onBegun, async (pid, signal) => {
      const ending = [...options, '-T', '--', this.#settings.host, commandLine(endArgv(pid, signal))];
      await childExit(spawn('ssh', ending, { stdio: 'ignore', detached: true }));
    });
  }
}

/** The arguments with which `ssh` sees a host as our settings want it; jump hosts become a ProxyCommand of the same kind. */
export function sshOptions(settings: SshSettings, host: ResolvedHost, hops = 0): string[] {
  const jump = settings.jump === undefined || hops > 8 ? undefined : jumpSettings(settings, host);
  const acceptNew = hops === 0 ? host.acceptNew : settings.acceptNewHostKeys;
  return [
    ...sshArguments(settings),
    ...(settings.identity ?? []).flatMap((path) => ['-i', path]),
    ...(settings.knownHosts === undefined
      ? []
      : ['-o', `UserKnownHostsFile=${settings.knownHosts.map((path) => `"${path}"`).join(' ')}`]),
    ...(jump === undefined ? [] : ['-o', `ProxyCommand=${proxyLine(jump, host, hops)}`]),
    '-o',
    `BatchMode=${settings.askSecret ? 'no' : 'yes'}`,
    '-o',
    `StrictHostKeyChecking=${acceptNew ? 'accept-new' : 'yes'}`,
    '-o',
    `ConnectTimeout=${Math.ceil(host.connectDeadline / 1000)}`,
    '-o',
    `ServerAliveInterval=${Math.ceil(host.aliveInterval / 1000)}`,
    ...withoutTheirOwn(host).flatMap((option) => ['-o', option]),
  ];
}

/** ssh_config may set these for a person's own sessions. ssh ends at an option that it does not know yet: `ssh -G` shows what it knows. */
function withoutTheirOwn({ options }: ResolvedHost): string[] {
  return [
    'ClearAllForwardings=yes',
    'PermitLocalCommand=no',
    ...(options.has('remotecommand') || options.has('stdinnull') ? ['RemoteCommand=none'] : []), // 7.6, shown only when set
    ...(options.has('stdinnull') ? ['StdinNull=no'] : []), // 8.7
  ];
}

/** ssh expands % in a ProxyCommand, ours is to stay what it is. */
function proxyLine(jump: SshSettings, host: ResolvedHost, hops: number): string {
  const options = sshOptions(jump, { ...host, proxyJump: jump.jump }, hops + 1);
  const literal = ['ssh', ...options].map((word) => word.replaceAll('%', '%%'));
  return quoteWords([...literal, '-W', '[%h]:%p', '--', jump.host]);
}

interface Master {
  /** 0700, ours alone: it holds the control socket. */
  readonly directory: string;
  readonly options: readonly string[];
}

interface SshCommand extends Started {
  /** Whether it has said its process id. */
  begun(): boolean;
}

function startedSsh(
  child: ChildProcess,
  mark: string | undefined,
  onBegun: () => void,
  endFar: (pid: number, signal: 'TERM' | 'KILL') => Promise<void>,
): SshCommand {
  const filter = mark === undefined ? undefined : new MarkFilter(mark);
  filter?.once('pid', onBegun);
  const { stdin, stdout, stderr } = child;
  return {
    streams: stdout && stderr && filter ? { stdin, stdout, stderr: stderr.pipe(filter) } : undefined,
    exited: childExit(child),
    begun: () => filter?.pid !== undefined,
    async end(signal) {
      const pid = await filter?.announced();
      if (pid === undefined) child.kill(`SIG${signal}`);
      else await endFar(pid, signal);
    },
    abandon: () => void child.kill(),
  };
}
