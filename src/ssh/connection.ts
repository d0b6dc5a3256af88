import type { Duplex } from 'node:stream';
import ssh2 from 'ssh2';
import { Unavailable } from '../errors.js';
import { ChannelRefused } from './channel-refused.js';
import { closedEarly, explainConnect, noAnswer } from './connect-failures.js';
import { hostKeyCheck } from './host-key.js';
import type { Identity } from './identities.js';
import { JoinedStream } from './joined-stream.js';
import { Login, type LoginStep } from './login.js';
import { Patience } from './patience.js';
import { type Route, withReason } from './route.js';
import { exitOf, type Session } from './session.js';
import type { ResolvedHost } from './ssh-config.js';
import type { SshSettings } from './ssh-settings.js';
import type { TerminalSize } from './terminal.js';
import { KeyLocked, UnlockedKeys } from './unlocked-keys.js';

const { Client, BaseAgent, OpenSSHAgent, utils } = ssh2;

/** An SSH connection, logged in. */
export class Connection {
  readonly #client: ssh2.Client;
  readonly #name: string;
  #closing = false;
  #lost: Error | undefined;
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
      (channel) => ({ channel, exited: exitOf(channel) }),
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
 * @throws NotPermitted (host key, login), Unavailable, ConfigError (keys, known_hosts)
 */
export async function logIn(settings: SshSettings, host: ResolvedHost, route: Route): Promise<Connection> {
  const debug = (line: string) => settings.debug?.(`${host.alias}: ${line}`);
  const client = new Client();
  try {
    const check = await hostKeyCheck(host, debug);
    // Closed while the known hosts were read: nobody would tell us any more.
    if (route.socket.destroyed) throw closedEarly(host);
    const patience = new Patience(host.connectDeadline, () => noAnswer(host));
    const ask = settings.askSecret;
    const patientAsk = ask && ((prompt: string) => patience.suspended(() => ask(prompt)));
    const login = new Login(host, patientAsk);
    const ready = new Promise<void>((resolve, reject) => {
      // Our own reason is more exact than what ssh2 says once it was told to stop.
      let reason: unknown;
      const stop = (error: unknown) => {
        reason ??= error;
      };
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
        algorithms: { serverHostKey: [...check.algorithms] as ssh2.ServerHostKeyAlgorithm[] },
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
            (step) => next(method(step, host, login, patientAsk)),
            (error) => {
              stop(error);
              next(false as never);
            },
          );
        },
      });
    });
    await patience.race(ready);
    debug(`logged in as ${host.user}`);
    return new Connection(client, host.alias);
  } catch (error) {
    client.on('error', () => {}); // whatever still comes, the first error counts
    const reason = await withReason(error, route);
    route.socket.destroy();
    throw explainConnect(reason, host);
  }
}

function method(
  step: LoginStep,
  { user }: ResolvedHost,
  login: Login,
  ask: SshSettings['askSecret'],
): ssh2.AnyAuthMethod {
  switch (step.method) {
    case 'none':
      return { type: 'none', username: user };
    case 'password':
      return { type: 'password', username: user, password: step.password };
    case 'publickey':
      return { type: 'agent', username: user, agent: new OneKey(step.identity, login, ask) };
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

const unlockedKeys = new UnlockedKeys((content, passphrase) => utils.parseKey(content, passphrase));

/** An agent with one key: the server first says whether it would take the key, only then is a passphrase asked for. */
class OneKey extends BaseAgent<ssh2.ParsedKey> {
  readonly #identity: Identity;
  readonly #login: Login;
  readonly #ask: SshSettings['askSecret'];

  constructor(identity: Identity, login: Login, ask: SshSettings['askSecret']) {
    super();
    this.#identity = identity;
    this.#login = login;
    this.#ask = ask;
  }

  override getIdentities(done: ssh2.IdentityCallback<ssh2.ParsedKey>): void {
    const { blob } = this.#identity;
    const parsed = blob ? Promise.resolve(utils.parseKey(blob)) : this.#privateKey();
    parsed.then(
      (key) => (key instanceof Error ? done(key) : done(undefined, [key])),
      (error: Error) => done(error),
    );
  }

  override sign(
    key: ssh2.ParsedKey,
    data: Buffer,
    options: ssh2.SigningRequestOptions | ssh2.SignCallback,
    done: ssh2.SignCallback = () => {},
  ): void {
    if (typeof options === 'function') {
      this.sign(key, data, {}, options);
    } else if (this.#identity.agent === undefined) {
      this.#privateKey().then(
        (own) => done(undefined, own.sign(data, options.hash)),
        (error: Error) => done(error),
      );
    } else {
      new OpenSSHAgent(this.#identity.agent).sign(key, data, options, done);
    }
  }

  async #privateKey(): Promise<ssh2.ParsedKey> {
    const { file, name } = this.#identity;
    try {
      if (file === undefined) throw new Error('there is no such file');
      return await unlockedKeys.open(file, this.#ask);
    } catch (error) {
      if (error instanceof KeyLocked) this.#login.lock(name);
      else this.#login.skip(name, (error as Error).message);
      throw error;
    }
  }
}
