import type { Cluster, Node } from '../cluster/cluster.js';
import { CheckFailed, CliError, DataError, Interrupted, TimedOut, UsageError } from '../errors.js';
import type { Result } from '../format/result.js';
import { nothing } from '../format/result.js';
import type { AnyDefinition } from './command.js';
import { connect } from './connect.js';
import type { Context } from './context.js';
import { reportFailure } from './failure.js';
import { type OutputPlan, outputPlan } from './output-plan.js';
import type { Outside } from './outside.js';
import { forwardedWords, neitherWay, reasonForOwnTool, withoutOwnTool } from './own-tool.js';
import { type Input, parseInput } from './parse.js';
import { passedTool } from './passed-tool.js';
import { Terminal } from './terminal.js';

/** One command from argv to exit code. Prints every error itself; never throws, never exits. */
export async function runCommand(
  definition: AnyDefinition,
  name: string,
  argv: readonly string[],
  outside: Outside,
): Promise<number> {
  let input: Input | undefined;
  try {
    input = await parseInput(definition, name, argv);
    if (input.flags.help) return await showHelp(definition, name, outside);
    const terminal = new Terminal(outside);
    const plan = await outputPlan(definition, input, outside);
    definition.validate?.({ args: input.args, flags: input.flags });
    const { cluster, settings } = await connect(definition, input, outside, terminal);
    try {
      const run = new Run(definition, name, input, outside, terminal, cluster, settings, plan);
      return input.flags['all-nodes'] === true ? await run.onAllNodes() : await run.onTarget();
    } finally {
      await cluster.close();
    }
  } catch (error) {
    return reportFailure(
      outside.signal.aborted ? new Interrupted('interrupted', { cause: error }) : error,
      input,
      outside,
      argv,
    );
  }
}

async function showHelp(definition: AnyDefinition, name: string, outside: Outside): Promise<number> {
  const { commandHelp } = await import('./help.js');
  outside.stdout.write(commandHelp(name, definition));
  return 0;
}

/** The state of one run: when the banner goes out, and who answers. */
class Run {
  #bannerOut = false;
  /** What was read of stdin or typed: the node's own tool, asked instead, needs it too. */
  #secret: string | undefined;

  constructor(
    readonly definition: AnyDefinition,
    readonly name: string,
    readonly input: Input,
    readonly outside: Outside,
    readonly terminal: Terminal,
    readonly cluster: Cluster,
    readonly settings: Context<never, never>['settings'],
    readonly plan: OutputPlan,
  ) {}

  async onTarget(): Promise<number> {
    const node = this.definition.about === 'node' ? await this.#target() : undefined;
    const context = this.#context(node);
    if (this.input.flags['dry-run']) return this.#dryRun(context);
    // The real tool has no time left even for its first question, which comes before the banner.
    if (this.input.flags.timeout === 0) throw new TimedOut(`operation ${this.name} timed out. Timeout value used: 0`);
    try {
      return await this.#print(await this.#result(context), context);
    } catch (error) {
      const reason = reasonForOwnTool(error, this.definition, this.settings.apiOnly.value);
      if (reason === undefined) {
        if (ranOnTheBroker(error)) await this.#banner(context);
        throw withoutOwnTool(error);
      }
      return await this.#askOwnTool(context, reason);
    }
  }

  /** The banner and nothing else; where the banner is the node's tool's own, that tool is asked for it. */
  async #dryRun(context: Context<never, never>): Promise<number> {
    if (this.definition.banner === undefined && this.definition.tool !== undefined) {
      return this.plan.print(context.ownTool(), {});
    }
    await this.#banner(context);
    return 0;
  }

  /** Every member at once, one result each. */
  async onAllNodes(): Promise<number> {
    const members = await this.cluster.members();
    const results = await Promise.all(
      members.map(async (node): Promise<readonly [string, Result | CliError]> => {
        try {
          return [node.name, (await this.definition.run(this.#context(node))) ?? nothing];
        } catch (error) {
          const reason = reasonForOwnTool(error, this.definition, this.settings.apiOnly.value);
          if (reason !== undefined) return [node.name, this.#context(node).ownTool()];
          if (error instanceof CliError) return [node.name, error];
          throw error;
        }
      }),
    );
    return this.plan.print({ kind: 'perNode', results: new Map(results) }, {});
  }

  async #result(context: Context<never, never>): Promise<Result> {
    // A person should not stare at an empty screen; in a pipe the order of the lines is all that counts.
    const late = setTimeout(
      () => this.terminal.asking || void this.#banner(context).catch(() => undefined),
      this.outside.stdout.isTTY === true ? 400 : 2 ** 30,
    );
    try {
      return (await this.definition.run(context)) ?? nothing;
    } finally {
      clearTimeout(late);
    }
  }

  async #print(result: Result, context: Context<never, never>): Promise<number> {
    if (result.kind !== 'passed') await this.#banner(context);
    const node = result.kind === 'nothing' && this.plan.namesNode ? (await context.cluster.target()).name : undefined;
    const otp = this.plan.needsOtp ? Number.parseInt((await context.version()).erlang, 10) : undefined;
    return this.plan.print(result, { ...(node === undefined ? {} : { node }), ...(otp === undefined ? {} : { otp }) });
  }

  async #banner(context: Context<never, never>): Promise<void> {
    if (this.#bannerOut) return;
    this.#bannerOut = true;
    if (!this.plan.showsBanner) return;
    const lines = await this.definition.banner?.(context);
    if (lines !== undefined) await this.plan.printBanner(typeof lines === 'string' ? [lines] : lines);
  }

  async #askOwnTool(context: Context<never, never>, reason: string): Promise<number> {
    this.terminal.note(`Asking the node's own ${this.definition.tool}: ${reason}`);
    try {
      const result = this.definition.ownTool?.(context) ?? context.ownTool();
      return await this.plan.print(result, {});
    } catch (error) {
      throw neitherWay(reason, error, this.cluster.nodes[0]?.name ?? this.cluster.name);
    }
  }

  #target(): Promise<Node> {
    return this.cluster.target();
  }

  #context(node: Node | undefined): Context<never, never> {
    const { cluster, settings, terminal, outside, input, definition, name } = this;
    return {
      args: input.args as never,
      flags: input.flags as never,
      settings,
      cluster,
      get node(): Node {
        if (node === undefined) throw new Error(`${name} is not declared to be about a node`);
        return node;
      },
      signal: outside.signal,
      face: this.plan.face,
      interactive: terminal.interactive,
      version: async () => (node ?? (await cluster.target())).version(),
      ownTool: ({ node: other, input: given, forward } = {}) => ({
        kind: 'passed',
        start: async (sink) => {
          const target = other ?? node ?? (await cluster.target());
          const words = forwardedWords(name, input, target.name, forward);
          const typed = input.secret ?? this.#secret;
          const secret = given ?? (typed === undefined ? undefined : `${typed}\n`);
          const passed = passedTool(target, definition.tool ?? 'rabbitmqctl', words, {
            signal: outside.signal,
            ...(secret === undefined ? {} : { input: secret }),
          });
          return passed.kind === 'passed' ? passed.start(sink) : 0;
        },
      }),
      note: (line) => terminal.note(line),
      confirm: async (question) => input.flags.yes || terminal.confirm(question),
      readSecret: async (prompt) => {
        this.#secret ??= await terminal.readSecret(prompt);
        return this.#secret;
      },
    };
  }
}

/** The real tool prints its banner before it runs: it is on stdout although the broker then refused. */
function ranOnTheBroker(error: unknown): boolean {
  if (error instanceof UsageError) return false;
  return (
    error instanceof DataError ||
    error instanceof TimedOut ||
    error instanceof CheckFailed ||
    (error instanceof CliError && [67, 70].includes(error.exitCode))
  );
}
