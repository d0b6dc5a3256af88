import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab/lab.js';
import { root } from '../surface/source-imports.js';
import { type Candidate, here, onHost } from './measure.js';

export type Argv = readonly string[];

/** The programs that are compared, against the hosts of a lab, with the home of nobody. */
export class Programs {
  readonly #lab: Lab;
  readonly #env: Readonly<Record<string, string>>;
  readonly #admin: Argv;

  constructor(lab: Lab, home: string) {
    this.#lab = lab;
    this.#env = { HOME: home, LANG: 'C.UTF-8', RABBITCTL_CONFIG: lab.configFile };
    this.#admin = adminOf(lab, home);
  }

  /** `node -e 0`: what no program in JavaScript can be below. */
  readonly node: Candidate = here([process.execPath, '-e', '0'], {});

  /** Ours: the npm release, and the executable. */
  ours(...argv: Argv): Record<'npm' | 'standalone', Candidate> {
    return {
      npm: here([process.execPath, `${root}/bin/run.js`, ...argv], this.#env),
      standalone: here([`${root}/dist/rabbitctl-linux-x64`, ...argv], this.#env),
    };
  }

  rabbitmqctl(...argv: Argv): Candidate {
    const [host] = this.#lab.hosts;
    if (host === undefined) throw new Error('no host');
    return onHost(host, 'rabbitmqctl', argv);
  }

  rabbitmqadmin(...argv: Argv): Candidate {
    return here([...this.#admin, ...argv], this.#env);
  }

  /** OpenSSH, as somebody types it. */
  shell(line: string): Candidate {
    const ssh = `ssh -F '${this.#lab.sshConfigFile}'`;
    return here(['sh', '-c', line.replaceAll('SSH', ssh)], this.#env);
  }
}

/** From its own base system, whose C library it wants; the password in its config file, as people have it. */
function adminOf(lab: Lab, home: string): Argv {
  const { base } = JSON.parse(readFileSync(join(lab.directory, 'lab.json'), 'utf8')) as { readonly base: string };
  const config = join(home, 'rabbitmqadmin.conf');
  const { address = '' } = lab.hosts[0] ?? {};
  const login = `username = "${lab.username}"\npassword = "${lab.password}"`;
  writeFileSync(config, `[default]\nhostname = "${address}"\nport = 15672\n${login}\n`, { mode: 0o600 });
  const linker = [`${base}/lib64/ld-linux-x86-64.so.2`, '--library-path', `${base}/usr/lib/x86_64-linux-gnu`];
  return [...linker, `${base}/usr/bin/rabbitmqadmin`, '--config', config];
}
