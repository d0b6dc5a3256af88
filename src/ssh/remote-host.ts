import type { Duplex } from 'node:stream';
import { Unavailable } from '../errors.js';
import { ChannelRefused, sessionRefused, tunnelRefused } from './channel-refused.js';
import type { Connection } from './connection.js';
import { markedArgv, newMark } from './ending.js';
import { follow, type Started } from './follow.js';
import type { Host, Output, RunOptions } from './host.js';
import { LateStart } from './late-start.js';
import { Limits } from './limits.js';
import { commandLine } from './quote.js';
import { commandName, redactedLine } from './redact.js';
import { mayHaveRun, resize, type Session, startedOn } from './session.js';
import { Slots } from './slots.js';
import { attachTerminal, type TerminalSize, terminalSize, toOurTerminal } from './terminal.js';

/** One less than sshd's own default, so that there is always a place for ending a command. */
const usualSessions = 9;

interface Command {
  readonly line: string;
  readonly mark: string | undefined;
  readonly terminal: TerminalSize | undefined;
  readonly onStart: (() => void) | undefined;
  readonly late: LateStart;
}

/** A machine over one ssh2 connection, made on first use, shared by all commands and tunnels, made anew when it was lost. */
export class RemoteHost implements Host {
  readonly name: string;
  readonly #open: (signal: AbortSignal) => Promise<Connection>;
  readonly #debug: (line: string) => void;
  /** The first command that does not begin tells of the host. */
  #warn: ((line: string) => void) | undefined;
  readonly #slots = new Slots(usualSessions);
  #connection: Promise<Connection> | undefined;
  /** Aborted by `close`: ends a login under way. */
  #life = new AbortController();

  constructor(
    name: string,
    open: (signal: AbortSignal) => Promise<Connection>,
    debug: (line: string) => void,
    warn?: (line: string) => void,
  ) {
    this.name = name;
    this.#warn = warn;
    this.#open = open;
    this.#debug = debug;
  }

  async run(argv: readonly string[], options: RunOptions = {}): Promise<Output> {
    const terminal = options.terminal ? terminalSize() : undefined;
    const mark = !terminal && (options.signal || options.deadline !== undefined) ? newMark() : undefined;
    const line = commandLine(mark === undefined ? argv : markedArgv(argv, mark), options);
    const limits = new Limits(options, `${commandName(argv)} on ${this.name}`);
    const late = new LateStart(limits, this.name, (line) => this.#warnOnce(line));
    this.#debug(`${this.name}: ${redactedLine(argv)}`);
    try {
      const { started, session } = await this.#startWithin(limits, {
        line,
        mark,
        terminal,
        onStart: options.onStart,
        late,
      });
      if (!terminal) return await follow(started, options, limits);
      const detach = attachTerminal(session.channel, (size) => resize(session.channel, size));
      try {
        return await follow(started, { onOutput: toOurTerminal, ...options }, limits);
      } finally {
        detach();
      }
    } finally {
      late.over();
      limits.dispose();
    }
  }

  #warnOnce(line: string): void {
    this.#warn?.(line);
    this.#warn = undefined;
  }

  async connect(host: string, port: number): Promise<Duplex> {
    this.#debug(`${this.name}: tunnel to ${host}:${port}`);
    const connection = await this.connection();
    try {
      return await connection.forward(host, port);
    } catch (error) {
      if (!(error instanceof ChannelRefused)) throw error;
      throw tunnelRefused(this.name, `${host}:${port}`, error);
    }
  }

  async close(): Promise<void> {
    this.#life.abort();
    this.#life = new AbortController();
    const opening = this.#connection;
    this.#connection = undefined;
    const connection = await opening?.catch(() => undefined);
    await connection?.close();
  }

  /** The one connection; whoever asks while it is being made waits for the same one. */
  connection(): Promise<Connection> {
    if (this.#connection) return this.#connection;
    const opening = this.#open(this.#life.signal);
    const forget = () => {
      if (this.#connection === opening) this.#connection = undefined;
    };
    opening.then((connection) => connection.gone.then(forget), forget);
    this.#connection = opening;
    return opening;
  }

  async #startWithin(limits: Limits, command: Command): Promise<{ started: Started; session: Session }> {
    const starting = this.#start(command, limits);
    try {
      return await limits.race(starting);
    } catch (error) {
      // Given up while it was only starting: what starts all the same must not stay.
      starting.then(({ started }) => started.end('TERM').finally(() => started.abandon())).catch(() => {});
      throw error;
    }
  }

  async #start(command: Command, limits: Limits): Promise<{ started: Started; session: Session }> {
    const connection = await this.connection();
    const session = await this.#session(connection, command, limits);
    const started = startedOn(session, {
      hostName: this.name,
      mark: command.mark,
      terminal: command.terminal !== undefined,
      onBegun: () => command.late.over(),
      cut: () => {
        if (connection.alive) return undefined;
        const { message, cause } = connection.cut(true);
        return new Unavailable(message, { reached: true, hint: mayHaveRun, cause });
      },
      beside: async (other) => finished(await connection.execute(other)),
    });
    const leave = () => this.#slots.leave();
    started.exited.then(leave, leave);
    return { started, session };
  }

  /** Opens a session, queueing when sshd allows no more of them (MaxSessions). */
  async #session(
    connection: Connection,
    { line, mark, terminal, onStart, late }: Command,
    limits: Limits,
  ): Promise<Session> {
    for (let refusals = 0; ; ) {
      await this.#slots.enter();
      try {
        limits.check(); // what was given up while it queued is not to start
        onStart?.();
        if (mark !== undefined) late.asked();
        return await connection.execute(line, terminal);
      } catch (error) {
        const isRefusal = error instanceof ChannelRefused;
        const alone = isRefusal && !this.#slots.shrink();
        this.#slots.leave();
        if (!isRefusal) throw error;
        // sshd frees a place a moment after we see its command end.
        if (alone && ++refusals > 5) throw sessionRefused(this.name, error);
        if (alone) await new Promise((resolve) => setTimeout(resolve, 50 * refusals));
      }
    }
  }
}

async function finished({ channel, exited }: Session): Promise<void> {
  channel.resume();
  channel.stderr.resume();
  channel.end();
  await exited;
}
