import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate authority of one test file, in a directory of its own. */
export class Authority {
  readonly #directory = mkdtempSync(join(tmpdir(), 'rabbitctl-certificates-'));
  readonly ca = this.file('ca.pem');

  constructor() {
    this.#openssl(
      'req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj',
      '/CN=Authority of the tests',
    );
  }

  /** A certificate for these names (`DNS:localhost,IP:127.0.0.1`); with days = -1 it has expired. */
  issue(name: string, alternatives: string, days = 2): Issued {
    this.#openssl(`req -newkey rsa:2048 -nodes -keyout ${name}.key -out ${name}.csr -subj`, `/CN=${name}`);
    writeFileSync(this.file(`${name}.ext`), alternatives === '' ? '' : `subjectAltName=${alternatives}\n`);
    this.#openssl(
      `x509 -req -in ${name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days ${days} -extfile ${name}.ext -out ${name}.pem`,
    );
    const [certFile, keyFile] = [this.file(`${name}.pem`), this.file(`${name}.key`)];
    return { certFile, keyFile, cert: readFileSync(certFile), key: readFileSync(keyFile) };
  }

  file(name: string): string {
    return join(this.#directory, name);
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true });
  }

  #openssl(words: string, ...more: string[]): void {
    execFileSync('openssl', [...words.split(' '), ...more], { cwd: this.#directory, stdio: 'pipe' });
  }
}

export interface Issued {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: Buffer;
  readonly key: Buffer;
}
