import type { KeyFile } from './key-files.js';
import type { SshSettings } from './ssh-settings.js';

/** The key is encrypted and there is nobody to ask. */
export class KeyLocked extends Error {}

/** Private keys in memory: a passphrase is asked for once in a run, however many hosts want the key. */
export class UnlockedKeys<Key> {
  readonly #parse: (content: string, passphrase?: string) => Key | Error;
  readonly #keys = new Map<string, Promise<Key>>();

  constructor(parse: (content: string, passphrase?: string) => Key | Error) {
    this.#parse = parse;
  }

  /** Throws KeyLocked, or an Error that says why the file cannot be used. */
  open(file: KeyFile, ask: SshSettings['askSecret']): Promise<Key> {
    const key = this.#keys.get(file.path) ?? this.#unlock(file, ask);
    this.#keys.set(file.path, key);
    // A failure is not remembered: the next host may have somebody to ask.
    key.catch(() => this.#keys.delete(file.path));
    return key;
  }

  async #unlock(file: KeyFile, ask: SshSettings['askSecret']): Promise<Key> {
    if (!file.encrypted) return this.#usable(this.#parse(file.content));
    if (ask === undefined) throw new KeyLocked(`${file.path} is encrypted`);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const passphrase = await ask(`${attempt > 1 ? 'Wrong passphrase. ' : ''}Passphrase for the key ${file.path}: `);
      if (passphrase === '') break;
      const key = this.#parse(file.content, passphrase);
      if (!(key instanceof Error)) return key;
      if (!/bad (passphrase|decrypt)|integrity|malformed/i.test(key.message)) throw key;
    }
    throw new Error('no passphrase that opens it was given');
  }

  #usable(key: Key | Error): Key {
    if (key instanceof Error) throw key;
    return key;
  }
}
