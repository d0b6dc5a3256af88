import type { Duplex } from 'node:stream';
import ssh2 from 'ssh2';
import { Interrupted, Unavailable } from '../errors.js';
import { ChannelRefused } from './channel-refused.js';
import { closedEarly, explainConnect, loginAborted, noAnswer } from './connect-failures.js';
import { hostKeyCheck } from './host-key.js';
import type { Identity } from './identities.js';
import { JoinedStream } from './joined-stream.js';
import { Login, type LoginStep } from './login.js';
import { type Attended, OneKey } from './one-key.js';
import { Patience, untilAborted } from './patience.js';
import { type Route, withReason } from './route.js';
import { exitOf, type Session } from './session.js';
import type { ResolvedHost } from './ssh-config.js';
import type { SshSettings } from './ssh-settings.js';
import { ourStream, type TerminalSize } from './terminal.js';

const { Client } = ssh2;

/** An SSH connection, logged in. */
export class Connection {
  readonly #client: ssh2.Client;
  readonly #name: string;
  #closing = false;
  #lost: Error | undefined;
  /** What commands have to look at when the line is lost, before ssh2 closes their channels. */
  readonly #onLoss = new Set<() => void>();
  /** Settles when the connection is gone, for whatever reason. */
  readonly gone: Promise<void>;

  constructor(client: ssh2.Client, name: string) {
    this.#client = client;
    this.#name = name;
    client.on('error', (error) => {
      if (error.level !== 'agent') this.#lost ??= error;
    });
    this.gone = new Promise((resolve) => {
      client.once('close', () => {
        this.#lost ??= new Error('the connection was closed');
        for (const look of this.#onLoss) look();
        resolve();
      });
    });
  }

  /**
   * Runs a shell line, with a terminal when its size is given.
   * @throws ChannelRefused, Unavailable (`reached` when the line may have been run)
   */
  execute(line: string, terminal?: TerminalSize): Promise<Session> {
    const pty = terminal && { term: terminal.term, cols: terminal.columns, rows: terminal.rows };
    return this.#open(
      (done) => this.#client.exec(line, pty ? { pty } : {}, done),
      (channel) => ({ channel, exited: exitOf(channel, this.#onLoss) }),
    );
  }

  /** A TCP connection made from the far side. Throws ChannelRefused, Unavailable. */
  async forward(host: string, port: number): Promise<Duplex> {
    const failure = async () => (this.#lost && !this.#closing ? this.cut(true) : undefined);
    return this.#open(
      (done) => this.#client.forwardOut('127.0.0.1', 0, host, port, done),
      (channel) => new JoinedStream(channel, channel, () => channel.close(), failure),
    );
  }

  /** The error for something that the line was cut under. */
  cut(reached: boolean): Unavailable {
    const detail = this.#lost ? `: ${this.#lost.message}` : '';
    return new Unavailable(`the connection to ${this.#name} was lost${detail}`, { reached, cause: this.#lost });
  }

  get alive(): boolean {
    return this.#lost === undefined && !this.#closing;
  }

  /** Says goodbye and waits until the socket is shut, half a second at most. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#client.end();
    const timer = setTimeout(() => this.#client.destroy(), 500);
    await this.gone;
    clearTimeout(timer);
  }

  /** `use` takes the channel while ssh2 hands it over: what the server sends right behind must find a listener. */
  #open<T>(ask: (done: ssh2.ClientCallback) => unknown, use: (channel: ssh2.ClientChannel) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const refused = async (error: Error & { reason?: unknown }) => {
        if (typeof error.reason === 'number') return reject(new ChannelRefused(error.message, error.reason));
        // A request that fails on a live line was refused; one on a dying line finds out a moment later.
        await new Promise((next) => setImmediate(next));
        reject(this.#lost ? this.cut(error.message === 'Unable to exec') : new ChannelRefused(error.message, 1));
      };
      try {
        ask((error, channel) => (error ? refused(error) : resolve(use(channel))));
      } catch {
        reject(this.cut(false)); // ssh2 throws when the socket is already shut
      }
    });
  }
}

/**
 * Logs in on a stream that leads to the host. The host key is verified before anything of ours is sent.
 * @throws NotPermitted (host key, login), Unavailable, ConfigError (keys, known_hosts), Interrupted (`signal`, or a person who is asked)
 */
export async function logIn(
  settings: SshSettings,
  host: ResolvedHost,
  route: Route,
  signal: AbortSignal,
): Promise<Connection> {
  const debug = (line: string) => settings.debug?.(`${host.alias}: ${line}`);
  const client = new Client();
  // Our own reason is more exact than what ssh2 says once it was told to stop.
  let reason: unknown;
  const stop = (error: unknown) => {
    reason ??= error;
  };
  const aborted = () => loginAborted(host);
  let giveUp: (error: unknown) => void = stop;
  // "Open this page to sign in": whoever sits here must see it now, not in the error.
  const show = (said: Uint8Array) => void ourStream('stderr').write(said);
  if (settings.askSecret) route.stderr?.on('data', show);
  try {
    const check = await untilAborted(hostKeyCheck(host, debug), signal, aborted);
    // Closed while the known hosts were read: nobody would tell us any more.
    if (route.socket.destroyed) throw closedEarly(host);
    // SSH knows no line that is open in one direction, and ssh2 waits for its close: a ProxyCommand or a tunnel only ends.
    route.socket.once('end', () => route.socket.destroy());
    const patience = new Patience(host.connectDeadline, () => noAnswer(host));
    const attended: Attended = (work) =>
      patience.suspended(work).catch((error: unknown) => {
        // Ctrl-C at one question means the login, not on to the next question.
        if (error instanceof Interrupted) giveUp(error);
        throw error;
      });
    const ask = settings.askSecret;
    const patientAsk =
      ask &&
      (async (prompt: string) => {
        // The next key's turn comes after the end.
        if (signal.aborted || reason instanceof Interrupted) throw aborted();
        return attended(() => ask(prompt));
      });
    const login = new Login(host, patientAsk);
    const keyOf = (identity: Identity) => new OneKey(identity, login, patientAsk, attended);
    const ready = new Promise<void>((resolve, reject) => {
      giveUp = (error) => {
        stop(error);
        reject(error);
      };
      client.on('handshake', ({ cs }) => debug(`cipher ${cs.cipher}, compression ${cs.compress}`));
      client.on('ready', resolve);
      client.on('error', (error) => (error.level === 'agent' ? debug(error.message) : reject(reason ?? error)));
      client.on('close', () => reject(reason ?? closedEarly(host)));
      client.on('banner', (text) => debug(`banner: ${text.trim()}`));
      client.connect({
        sock: route.socket,
        username: host.user,
        readyTimeout: 0, // Patience keeps the time
        keepaliveInterval: host.aliveInterval,
        keepaliveCountMax: host.aliveCount,
        algorithms: {
          serverHostKey: [...check.algorithms] as ssh2.ServerHostKeyAlgorithm[],
          ...(host.options.get('compression')?.[0] === 'yes' && { compress: ['zlib@openssh.com', 'none'] }),
        },
        hostVerifier: (key: Buffer, answer: ssh2.VerifyCallback) => {
          check.verify(key, route.address).then(
            () => answer(true),
            (error) => {
              stop(error);
              answer(false);
            },
          );
        },
        authHandler: (accepted: ssh2.AuthenticationType[] | null, _partial, next) => {
          login.step(accepted).then(
            (step) => next(method(step, host, keyOf, patientAsk)),
            (error) => {
              stop(error);
              next(false as never);
            },
          );
        },
      });
    });
    await untilAborted(patience.race(ready), signal, aborted);
    debug(`logged in as ${host.user}`);
    return new Connection(client, host.alias);
  } catch (error) {
    client.on('error', () => {}); // whatever still comes, the first error counts
    const explained = await withReason(error, route);
    route.socket.destroy();
    throw explainConnect(explained, host);
  } finally {
    route.stderr?.off('data', show);
  }
}

function method(
  step: LoginStep,
  { user }: ResolvedHost,
  keyOf: (identity: Identity) => OneKey,
  ask: SshSettings['askSecret'],
): ssh2.AnyAuthMethod {
  switch (step.method) {
    case 'none':
      return { type: 'none', username: user };
    case 'password':
      return { type: 'password', username: user, password: step.password };
    case 'publickey':
      return { type: 'agent', username: user, agent: keyOf(step.identity) };
    case 'keyboard-interactive':
      return {
        type: 'keyboard-interactive',
        username: user,
        prompt: (_name, _instructions, _language, prompts, finish) => {
          answers(prompts, ask).then(finish, () => finish([]));
        },
      };
  }
}

async function answers(prompts: readonly ssh2.Prompt[], ask: SshSettings['askSecret']): Promise<string[]> {
  const given: string[] = [];
  for (const { prompt } of prompts) given.push((await ask?.(prompt)) ?? '');
  return given;
}
