import ssh2 from 'ssh2';
import type { Identity } from './identities.js';
import type { Login } from './login.js';
import type { SshSettings } from './ssh-settings.js';
import { KeyLocked, UnlockedKeys } from './unlocked-keys.js';

const { BaseAgent, OpenSSHAgent, utils } = ssh2;

const unlockedKeys = new UnlockedKeys((content, passphrase) => utils.parseKey(content, passphrase));

/** Does what may wait for a person, also one who is asked for another host. */
export type Attended = <T>(work: () => Promise<T>) => Promise<T>;

/** An agent with one key: the server first says whether it would take the key, only then is a passphrase asked for. */
export class OneKey extends BaseAgent<ssh2.ParsedKey> {
  readonly #identity: Identity;
  readonly #login: Login;
  readonly #ask: SshSettings['askSecret'];
  readonly #attended: Attended;

  constructor(identity: Identity, login: Login, ask: SshSettings['askSecret'], attended: Attended) {
    super();
    this.#identity = identity;
    this.#login = login;
    this.#ask = ask;
    this.#attended = attended;
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
      return;
    }
    const finish: ssh2.SignCallback = (error, signature) => {
      if (!error) this.#login.signed();
      done(error, signature);
    };
    if (this.#identity.agent === undefined) {
      this.#privateKey().then(
        (own) => finish(undefined, own.sign(data, options.hash)),
        (error: Error) => finish(error),
      );
    } else {
      new OpenSSHAgent(this.#identity.agent).sign(key, data, options, finish);
    }
  }

  async #privateKey(): Promise<ssh2.ParsedKey> {
    const { file, name } = this.#identity;
    try {
      if (file === undefined) throw new Error('there is no such file');
      return await this.#attended(() => unlockedKeys.open(file, this.#ask));
    } catch (error) {
      if (error instanceof KeyLocked) this.#login.lock(name);
      else this.#login.skip(name, (error as Error).message);
      throw error;
    }
  }
}
