import { CheckFailed, type CliError, NotPermitted, Unavailable } from '../errors.js';
import type { Passed, Sink } from '../format/result.js';
import type { Host, Output, RunOptions } from './host.js';
import { commandName } from './redact.js';
import { parseToolJson } from './tool-json.js';
import { scriptFailed, scriptWord, startComplaint, toolScript } from './tool-script.js';

export interface ToolOptions extends RunOptions {
  /** false: run the tool as the user who logged in. Default true: as the user rabbitmq. */
  readonly sudo?: boolean;
}

/** The argv that runs a node's own tool on its machine, in one round trip. */
export function toolArgv(tool: string, args: readonly string[], sudo = true): string[] {
  return ['sh', '-c', toolScript, 'rabbitctl', sudo ? 'sudo' : 'plain', tool, ...args];
}

/**
 * Runs a node's own tool (`rabbitmqctl`, `rabbitmq-diagnostics`…). Its own exit codes are left alone.
 * @throws NotPermitted (sudo), Unavailable (no such tool, no sudo), and what Host.run throws
 */
export async function runTool(
  host: Host,
  tool: string,
  args: readonly string[],
  { sudo, ...options }: ToolOptions = {},
): Promise<Output> {
  const output = await host.run(toolArgv(tool, args, sudo), options);
  const complaint = complaintIn(output.stderr, output.code);
  if (complaint !== undefined) throw notStarted(host.name, tool, complaint);
  return output;
}

/** A node's own tool as a result: what it prints passes unchanged as it comes, on a terminal too. `start` throws as `runTool` does. */
export function passTool(host: Host, tool: string, args: readonly string[], options: ToolOptions = {}): Passed {
  return {
    kind: 'passed',
    async start(sink) {
      const { sudo, ...rest } = options;
      const held = new HeldComplaints(sink);
      const onOutput: Sink = (stream, chunk) => held.take(stream, chunk);
      if (rest.terminal) {
        await checkStart(host, tool, args, options);
        return (await host.run(toolArgv(tool, args, sudo), rest)).code;
      }
      const { code } = await host.run(toolArgv(tool, args, sudo), { ...rest, onOutput });
      const complaint = complaintIn(held.text, code);
      if (complaint !== undefined) throw notStarted(host.name, tool, complaint);
      await held.release();
      return code;
    },
  };
}

/** Finds out without a terminal whether the tool can be started: on one, what sudo says is not apart from the tool's words. */
async function checkStart(
  host: Host,
  tool: string,
  args: readonly string[],
  { sudo = true, signal, deadline, env }: ToolOptions,
): Promise<void> {
  const argv = ['sh', '-c', toolScript, 'rabbitctl', `check ${sudo ? 'sudo' : 'plain'}`, tool, ...args];
  const { stderr, code } = await host.run(argv, {
    ...(signal === undefined ? {} : { signal }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(env === undefined ? {} : { env }),
  });
  const complaint = complaintIn(stderr, code);
  if (complaint !== undefined) throw notStarted(host.name, tool, complaint);
}

/**
 * What a node's own tool answers in JSON.
 * @throws CheckFailed with the tool's own exit code and its stderr as hint; Unavailable when what it prints is no JSON; what `runTool` throws
 */
export async function toolJson(
  host: Host,
  tool: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<unknown> {
  const output = await runTool(host, tool, ['--quiet', '--formatter', 'json', ...args], options);
  const said = output.stderr.trim();
  const command = commandName([tool, ...args]);
  if (output.code !== 0) {
    throw new CheckFailed(`${command} on ${host.name} failed with code ${output.code}`, {
      exitCode: output.code,
      ...(said === '' ? {} : { hint: said }),
    });
  }
  const value = parseToolJson(output.stdout);
  if (value !== undefined) return value;
  throw new Unavailable(`${command} on ${host.name} did not answer in JSON`, {
    reached: true,
    hint: said || output.stdout.slice(0, 500).trim(),
  });
}

/** Holds back what sudo or our script say on stderr until it is clear whether the tool runs. */
class HeldComplaints {
  text = '';
  readonly #sink: Sink;
  #passing = false;
  #held: Uint8Array[] = [];

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  async take(stream: 'stdout' | 'stderr', chunk: Uint8Array): Promise<void> {
    if (stream === 'stderr' && !this.#passing) {
      this.#held.push(chunk);
      this.text = Buffer.concat(this.#held).toString();
      // An unfinished line may still become one of sudo's; a warning of sudo's may come before the tool's words.
      const lines = this.text.split('\n');
      const rest = lines.pop() ?? '';
      if (lines.every((line) => startComplaint.test(line)) && rest.length < 200) return;
      return this.release();
    }
    await this.release();
    await this.#sink(stream, chunk);
  }

  async release(): Promise<void> {
    this.#passing = true;
    this.text = '';
    const held = this.#held;
    this.#held = [];
    // All at once, in their order: what comes meanwhile must not overtake them.
    await Promise.all(held.map((chunk) => this.#sink('stderr', chunk)));
  }
}

/** Why the tool never ran, if so. sudo ends with 1; so may the tool, but then the last word is not sudo's. */
function complaintIn(stderr: string, code: number): string | undefined {
  if (code !== 1 && code !== scriptFailed) return undefined;
  const lines = stderr.trim().split('\n');
  const last = lines.at(-1) ?? '';
  if (!lines.every((line) => startComplaint.test(line))) return undefined;
  return code === scriptFailed && !last.startsWith(scriptWord) ? undefined : last;
}

function notStarted(host: string, tool: string, complaint: string): CliError {
  const tags = /environment variable/.test(complaint) ? 'NOPASSWD:SETENV:' : 'NOPASSWD:';
  const allow = `Allow it there, in /etc/sudoers.d: USER ALL=(rabbitmq) ${tags} /usr/lib/rabbitmq/bin/*, /usr/bin/kill\nOr log in as a user who may (ssh.user), or as rabbitmq itself.`;
  switch (complaint) {
    case `${scriptWord} tool-missing`:
      return new Unavailable(`${host} has no ${tool}: its RabbitMQ does not bring that tool`, {
        hint: 'Older versions have fewer tools: rabbitmq-streams came with 3.9.',
      });
    case `${scriptWord} rabbitmq-missing`:
      return new Unavailable(`${host} has no ${tool}: neither in /usr/lib/rabbitmq/bin nor in PATH`, {
        hint: 'Is RabbitMQ installed on that machine, or does it run in a container (exec = ["docker", "exec", "-i", NAME])?',
      });
    case `${scriptWord} sudo-missing`:
      return new Unavailable(`${host} has no sudo, and ${tool} must run as the user rabbitmq`, {
        hint: 'Log in as root or as rabbitmq (ssh.user), or install sudo there.',
      });
    case `${scriptWord} no-password-beside-options`:
      return new Unavailable(`${tool} on ${host} reads a password from stdin only when it has no options`, {
        hint: 'Leave out --quiet, --silent, --timeout and --formatter.',
      });
  }
  if (/password|terminal/.test(complaint)) {
    return new NotPermitted(`sudo on ${host} wants a password before it runs ${tool}`, {
      hint: `${complaint}\n${allow}`,
    });
  }
  return new NotPermitted(`sudo on ${host} does not allow ${tool}`, { hint: `${complaint}\n${allow}` });
}
