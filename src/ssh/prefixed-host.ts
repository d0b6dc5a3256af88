import { once } from 'node:events';
import { type Duplex, PassThrough, type Writable } from 'node:stream';
import { type EndSignal, endArgv, MarkFilter, markedArgv, newMark } from './ending.js';
import { follow } from './follow.js';
import type { Host, Output, RunOptions } from './host.js';
import { Limits } from './limits.js';
import { commandName } from './redact.js';

/** The inside of a container on another host: every argv gets a prefix, such as `docker exec -i rabbitmq1`. */
export function prefixedHost(host: Host, prefix: readonly string[]): Host {
  return new PrefixedHost(host, prefix);
}

class PrefixedHost implements Host {
  readonly name: string;
  readonly #host: Host;
  readonly #prefix: readonly string[];

  constructor(host: Host, prefix: readonly string[]) {
    this.name = `${containerName(prefix)} on ${host.name}`;
    this.#host = host;
    this.#prefix = prefix;
  }

  async run(argv: readonly string[], options: RunOptions = {}): Promise<Output> {
    const { cwd, env, signal, deadline, ...rest } = options;
    const words = within(argv, cwd, env);
    if (rest.terminal || (signal === undefined && deadline === undefined)) {
      return this.#host.run(
        [...this.#withTerminal(rest.terminal), ...words],
        options.terminal ? { ...rest, ...limitsOf(options) } : rest,
      );
    }
    return this.#runEndable(words, options, rest);
  }

  /** Ports of the container as its host sees them. */
  connect(host: string, port: number): Promise<Duplex> {
    return this.#host.connect(host, port);
  }

  close(): Promise<void> {
    return this.#host.close();
  }

  /** Ending `docker exec` ends nothing inside: the process there is ended by its own id. */
  async #runEndable(words: readonly string[], options: RunOptions, rest: RunOptions): Promise<Output> {
    const limits = new Limits(options, `${commandName(words)} on ${this.name}`);
    limits.check(); // what was given up already is not to start
    const mark = newMark();
    const streams = { stdin: null, stdout: new PassThrough(), stderr: new MarkFilter(mark) };
    const letGo = new AbortController();
    const [engine] = this.#prefix;
    let begun = false;
    streams.stderr.once('pid', () => {
      limits.waitsFor = undefined;
    });
    const running = this.#host.run([...this.#prefix, ...markedArgv(words, mark)], {
      ...rest,
      signal: letGo.signal,
      onStart() {
        begun = true;
        limits.waitsFor = {
          hint: `Nothing has begun inside: does ${engine} answer there?`,
          since: Date.now(),
        };
        options.onStart?.();
      },
      onOutput: (stream, chunk) => write(streams[stream], chunk),
    });
    const exited = running.then(({ code }) => code).finally(() => [streams.stdout.end(), streams.stderr.end()]);
    const end = async (signal: EndSignal) => {
      if (!begun) return letGo.abort(); // still connecting: nothing is inside that would tell its id
      const pid = await streams.stderr.announced();
      // Nothing has begun inside, and nothing will once nobody hears it.
      if (pid === undefined) return letGo.abort();
      await this.#host.run([...this.#prefix, ...endArgv(pid, signal)]);
    };
    try {
      return await follow({ streams, exited, end, abandon: () => letGo.abort() }, options, limits);
    } finally {
      limits.dispose();
    }
  }

  /** `docker exec -i` gives a terminal only with -t; options may stand before the verb: `kubectl -n prod exec`. */
  #withTerminal(terminal: boolean | undefined): readonly string[] {
    const verb = this.#prefix.indexOf('exec');
    const known = this.#prefix.slice(0, Math.max(0, verb)).some((word) => engines.test(word));
    return terminal && known ? this.#prefix.toSpliced(verb + 1, 0, '-t') : this.#prefix;
  }
}

const engines = /(^|\/)(docker|podman|nerdctl|kubectl|oc)$/;

function limitsOf({ signal, deadline }: RunOptions): RunOptions {
  return { ...(signal === undefined ? {} : { signal }), ...(deadline === undefined ? {} : { deadline }) };
}

/** Directory and variables are to hold inside the container, not for the prefix. */
function within(argv: readonly string[], cwd: string | undefined, env: RunOptions['env']): readonly string[] {
  const variables = Object.entries(env ?? {}).map(([name, value]) => `${name}=${value}`);
  const words = variables.length > 0 ? ['env', ...variables, ...argv] : argv;
  return cwd === undefined ? words : ['sh', '-c', 'cd "$1" && shift && exec "$@"', 'rabbitctl-cd', cwd, ...words];
}

/** `rabbitmq1` of `docker exec -i rabbitmq1`. */
function containerName(prefix: readonly string[]): string {
  return prefix.findLast((word) => !word.startsWith('-')) ?? prefix.join(' ');
}

async function write(stream: Writable, chunk: Uint8Array): Promise<void> {
  if (!stream.write(chunk)) await once(stream, 'drain');
}
