import { setTimeout } from 'node:timers/promises';
import { compareVersions } from '../../src/cluster/capabilities.js';
import type { Lab } from '../lab/lab.js';
import { until } from '../lab/until.js';
import type { Answer } from './answers.js';
import { comparable, withoutEscapes } from './compare.js';
import { canRunHere, runOurs, runOursHere } from './ours.js';
import type { HttpStep, Row, Step, ToolName } from './row.js';
import { ToolServer } from './tool-server.js';
import { ToolSession } from './tool-session.js';

/** What one side printed and left behind. */
export interface Side {
  readonly answer: Answer;
  /** Exit code and stdout, as far as they must be equal. */
  readonly printed: string;
  /** What the probes found. */
  readonly effect: string;
}

export interface Outcome {
  readonly tool: Side;
  readonly ours: Side;
}

/** Asks one side for what a command line says. */
type Asked = (argv: readonly string[]) => Promise<Answer>;

/** Runs rows on the hosts of one suite, through their own tools and through ours. */
export class Bench {
  readonly lab: Lab;
  /** Two a host: rows that change nothing run in both. */
  readonly #sessions = new Map<string, ToolSession>();
  readonly #servers = new Map<string, ToolServer>();
  readonly #isBatched: boolean;
  /** Rows for which both sides were started anew although they were batched. */
  anew = 0;

  /**
   * When it is batched, the tool answers in one VM and ours in this process; both are started anew only for rows where
   * the two differ.
   */
  constructor(lab: Lab, { batched }: { readonly batched: boolean }) {
    this.lab = lab;
    this.#isBatched = batched;
  }

  /** Both sides of a row that changes nothing may run at the same time. */
  async read(row: Row): Promise<Outcome> {
    const both = async (tool: Asked, ours: Asked) => {
      const [theirs, here] = await Promise.all([this.#side(row, tool), this.#side(row, ours)]);
      return { tool: theirs, ours: here };
    };
    const anew: Asked = (argv) => this.#tool(row, argv, this.#freeSession(row.host ?? 1));
    return (await this.#batched(row, both)) ?? both(anew, (argv) => this.#ours(row, argv));
  }

  /** First the tool's side with its setup and probes, then ours with the same. */
  async write(row: Row): Promise<Outcome> {
    const both = async (theirs: Asked, ours: Asked) => {
      const tool = await this.#side(row, theirs);
      return { tool, ours: await this.#side(row, ours) };
    };
    return (
      (await this.#batched(row, both)) ??
      both(
        (argv) => this.#tool(row, argv),
        (argv) => this.#ours(row, argv),
      )
    );
  }

  async end(): Promise<void> {
    await Promise.all([...this.#sessions.values(), ...this.#servers.values()].map((session) => session.end()));
  }

  /** Undefined where the two sides differ: it may be because neither was started for this row alone. */
  async #batched(row: Row, both: (tool: Asked, ours: Asked) => Promise<Outcome>): Promise<Outcome | undefined> {
    const { tool = 'rabbitmqctl', host = 1, stdin, alone } = row;
    // There the tool has no stdin.
    if (!this.#isBatched || stdin !== undefined || alone) return undefined;
    const server = this.#server(tool, host);
    try {
      const outcome = await both(
        async (argv) => plain(await server.run(argv)),
        (argv) => this.#ours(row, argv, canRunHere ? runOursHere : runOurs),
      );
      if (outcome.tool.printed === outcome.ours.printed && outcome.tool.effect === outcome.ours.effect) return outcome;
    } catch (error) {
      if (!server.ended) throw error;
    }
    this.anew += 1;
    if (process.env.RABBITCTL_PARITY_ANEW) console.error('anew', row.argv.join(' '));
    return undefined;
  }

  #server(tool: ToolName, number: number): ToolServer {
    const key = `${number}/${tool}`;
    const known = this.#servers.get(key);
    if (known !== undefined && !known.ended) return known;
    const server = new ToolServer(this.lab, this.#host(number).name, tool);
    this.#servers.set(key, server);
    return server;
  }

  async #side(row: Row, run: (argv: readonly string[]) => Promise<Answer>): Promise<Side> {
    for (const step of row.setup ?? []) await this.#prepare(step, row);
    const argv = row.argv.map((word) => this.#named(word));
    const first = await run(argv);
    // The tools of both versions sometimes trip over the end of their own stream: asked once more, they do not.
    const tripped = row.again?.test(first.stderr) || nameTaken.test(first.stdout + first.stderr);
    const answer = tripped ? await run(argv) : first;
    const found: string[] = [];
    for (const step of row.probes ?? []) found.push((await this.#carryOut(step, row)).text);
    return { answer, printed: comparable(answer, row), effect: found.join('\n\n') };
  }

  async #tool(row: Row, argv: readonly string[], session = this.#session(row.host ?? 1)): Promise<Answer> {
    return plain(await session.run(row.tool ?? 'rabbitmqctl', argv, row.stdin));
  }

  #ours(row: Row, argv: readonly string[], run: typeof runOurs = runOurs): Promise<Answer> {
    const words = row.topic === undefined ? argv : [row.topic, ...argv];
    return run(this.lab, this.#host(row.host ?? 1).node, words, row.stdin);
  }

  /** What is to be removed may be gone already; anything else that fails would make the row prove less than it says. */
  async #prepare(step: Step, row: Row): Promise<void> {
    if ('method' in step && step.before && compareVersions(this.lab.version, step.before) >= 0) return;
    if ('method' in step && step.until !== undefined) return this.#await(step, step.until, row);
    const worked = ({ code }: { readonly code: number }) =>
      'method' in step ? code < 300 || code === 404 : code === 0;
    let done = await this.#carryOut(step, row);
    if (worked(done) || step.mayFail === true) return;
    // What was made a moment ago may not be ready for the next step: a stream without its leader yet.
    await setTimeout(2000);
    done = await this.#carryOut(step, row);
    if (!worked(done)) throw new Error(`setup: ${JSON.stringify(step)}: ${done.text}`);
  }

  async #await(step: HttpStep, isSo: (answer: unknown) => boolean, row: Row): Promise<void> {
    const settled = async () => isSo(JSON.parse((await this.#fetch(step, row)).stdout));
    await until(`${step.path} to be so`, settled, { seconds: 30, every: 500 });
  }

  /** Carries out a step; its exit code or HTTP status, and what is to be equal of what it said. */
  async #carryOut(step: Step, row: Row): Promise<{ readonly text: string; readonly code: number }> {
    if ('method' in step) return this.#request(step, row);
    const host = step.host ?? row.host ?? 1;
    if ('program' in step) {
      const argv = step.program.map((word) => this.#named(word));
      const { code, stdout, stderr } = await this.#host(host).run(argv);
      return { code, text: `${code} ${stdout}${stderr}` };
    }
    const argv = step.run.map((word) => this.#named(word));
    const anew = () => this.#session(host).run('rabbitmqctl', argv);
    // A VM that has ended takes nothing with it: steps may be taken twice.
    const answer = await (this.#isBatched && !row.alone
      ? this.#server('rabbitmqctl', host).run(argv).catch(anew)
      : anew());
    return { code: answer.code, text: comparable(answer, { argv, unordered: true }) };
  }

  async #request(step: HttpStep, row: Row) {
    const answer = await this.#fetch(step, row);
    const mask = { columns: step.without ?? [] };
    return {
      code: answer.code,
      text: `${step.path} ${comparable(answer, { argv: ['--formatter', 'json'], unordered: true, mask })}`,
    };
  }

  async #fetch({ method, path, body, login }: HttpStep, row: Row): Promise<Answer> {
    const [username, password] = login ?? [this.lab.username, this.lab.password];
    const response = await fetch(`http://${this.#host(row.host ?? 1).address}:15672/api/${this.#named(path)}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: this.#named(JSON.stringify(body)) }),
      signal: AbortSignal.timeout(30_000),
    });
    return { code: response.status, stdout: await response.text(), stderr: '' };
  }

  #session(number: number, lane = 0): ToolSession {
    const key = `${number}/${lane}`;
    const session = this.#sessions.get(key) ?? new ToolSession(this.lab, this.#host(number).name);
    this.#sessions.set(key, session);
    return session;
  }

  /** The one of the two that has less to do. */
  #freeSession(number: number): ToolSession {
    const [one, other] = [this.#session(number), this.#session(number, 1)];
    return other.waiting < one.waiting ? other : one;
  }

  #host(number: number): Lab['hosts'][number] {
    const host = this.lab.hosts[number - 1];
    if (host === undefined) throw new Error(`lab ${this.lab.prefix} has no host ${number}`);
    return host;
  }

  #named(word: string): string {
    return word.replaceAll(/HOST(\d)/g, (_, number) => this.#host(Number(number)).name);
  }
}

const plain = (answer: Answer): Answer => ({ ...answer, stdout: withoutEscapes(answer.stdout) });

/** Two tools on one host sometimes draw the same random name (`rabbit_ctl_92`), and one of them says so on stdout. */
const nameTaken = /Failed to setup distribution \(as rabbit_ctl_/;
