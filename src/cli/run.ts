import type { Cluster, Node } from '../cluster/cluster.js';
import type { Settings } from '../cluster/settings.js';
import { CheckFailed, CliError, DataError, NoSuchUser, TimedOut, UsageError } from '../errors.js';
import { nothing, type Passed, type Result } from '../format/result.js';
import type { AnyDefinition } from './command.js';
import { connectElsewhere } from './connect.js';
import type { Context } from './context.js';
import { lackingCommand } from './lacking-command.js';
import { type ListOptions, listed, refuseForOwnTool } from './list-options.js';
import { chosenNodes, onManyNodes } from './many-nodes.js';
import type { OutputPlan } from './output-plan.js';
import type { Outside } from './outside.js';
import { type NotAsked, neitherWay, ownToolOf, reasonForOwnTool, withoutOwnTool } from './own-tool.js';
import type { Input } from './parse.js';
import { argumentsOf } from './specs.js';
import { screenOf, type Terminal } from './terminal.js';
import { unlessDown } from './unless-down.js';

export interface Surroundings {
  readonly definition: AnyDefinition;
  readonly name: string;
  readonly input: Input;
  readonly outside: Outside;
  readonly terminal: Terminal;
  readonly cluster: Cluster;
  readonly settings: Settings;
  readonly plan: OutputPlan;
}

type AnyContext = Context<never, never>;

/** The state of one run: when the banner goes out, and who answers. */
export class Run {
  readonly #of: Surroundings;
  readonly #listOptions: ListOptions;
  #bannerOut = false;
  /** And it had lines, which stand on stdout. */
  #bannerSeen = false;
  /** What was read of stdin or typed: the node's own tool, asked instead, needs it too. */
  #secret: string | undefined;
  /** Many nodes need it, one question is asked. */
  #asked: Promise<string> | undefined;

  constructor(surroundings: Surroundings) {
    this.#of = surroundings;
    // Another command's --limit is its own.
    this.#listOptions = surroundings.definition.lists === true ? (surroundings.input.flags as ListOptions) : {};
  }

  async onTarget(): Promise<number> {
    const { definition, input, cluster, name } = this.#of;
    const node = definition.about === 'node' ? await cluster.target() : undefined;
    const context = this.#context(node);
    // The real tool has no time left even for its first question, which comes before the banner.
    if (input.flags.timeout === 0) throw new TimedOut(`operation ${name} timed out. Timeout value used: 0`);
    try {
      return await this.#print(await this.#result(context), context);
    } catch (error) {
      const reason = this.#reasonForOwnTool(error);
      if (reason !== undefined) return this.#askOwnTool(node, reason, error);
      if (ranOnTheBroker(error)) await this.#banner(context);
      throw definition.tool === undefined ? error : withoutOwnTool(error);
    }
  }

  /** --dry-run: the banner and nothing else; where the banner is the node's tool's own, that tool is asked for it. */
  async dry(): Promise<number> {
    const { definition, input, cluster, plan, terminal } = this.#of;
    if (onManyNodes(definition, input.flags) || definition.tool === undefined) {
      terminal.note('--dry-run: nothing was run.');
      return 0;
    }
    const context = this.#context(definition.about === 'node' ? await cluster.target() : undefined);
    if (definition.banner === undefined) return plan.print(context.ownTool(), {});
    await this.#banner(context);
    return 0;
  }

  /** On many nodes side by side, one result each. */
  async onManyNodes(): Promise<number> {
    const { cluster, plan, input } = this.#of;
    const reasons = new Set<string>();
    const nodes = await chosenNodes(cluster, input.flags);
    const results = new Map(nodes.map((node) => [node.name, () => this.#ofOne(node, reasons)]));
    return plan.print({ kind: 'perNode', results, parallel: input.flags.parallel }, {});
  }

  async #ofOne(node: Node, reasons: Set<string>): Promise<Result> {
    const { definition, terminal } = this.#of;
    const context = this.#context(node);
    try {
      return await listed((await definition.run(context)) ?? nothing, this.#listOptions);
    } catch (error) {
      const reason = this.#reasonForOwnTool(error);
      if (reason === undefined) throw error;
      refuseForOwnTool(this.#listOptions, reason);
      if (!reasons.has(reason)) terminal.note(asking(definition, reason));
      reasons.add(reason);
      return ownAnswer(definition, context);
    }
  }

  async #result(context: AnyContext): Promise<Result> {
    const { definition, outside, terminal } = this.#of;
    // A person should not stare at an empty screen; in a pipe the order of the lines is all that counts.
    const show = () => terminal.asking || void this.#banner(context).catch(() => undefined);
    // The tool cannot be told to print none where a password is on its stdin.
    const mayComeEarly = outside.stdout.isTTY === true && !takesSecret(definition);
    const late = mayComeEarly ? setTimeout(show, 400) : undefined;
    try {
      return await listed((await definition.run(context)) ?? nothing, this.#listOptions);
    } finally {
      clearTimeout(late);
    }
  }

  async #print(result: Result, context: AnyContext): Promise<number> {
    const { plan, cluster } = this.#of;
    if (result.kind !== 'passed') await this.#banner(context);
    // What was done is done: that a name or a release cannot be had any more must not make it look failed.
    if (result.kind === 'nothing') {
      const node = plan.namesNode ? await cluster.answering().catch(() => undefined) : undefined;
      return plan.print(result, node === undefined ? {} : { node: node.name });
    }
    const printsTerms = result.kind === 'rows' || result.kind === 'value';
    if (plan.isCsv) return plan.print((await import('./csv-controls.js')).controlsForCsv(result, context), {});
    if (!plan.needsOtp || !printsTerms) return plan.print(result, {});
    return plan.print(result, { otp: Number.parseInt((await context.version()).erlang, 10) });
  }

  async #banner(context: AnyContext): Promise<void> {
    const { definition, plan } = this.#of;
    if (this.#bannerOut) return;
    this.#bannerOut = true;
    if (!plan.showsBanner) return;
    const lines = await definition.banner?.(context);
    if (lines === undefined) return;
    this.#bannerSeen = true;
    await plan.printBanner(typeof lines === 'string' ? [lines] : lines);
  }

  #reasonForOwnTool(error: unknown): string | undefined {
    return reasonForOwnTool(error, this.#of.definition, this.#of.settings.apiOnly.value);
  }

  /** The node itself, or for the whole cluster whichever machine can be reached: one that answered over HTTP first. */
  async #askOwnTool(node: Node | undefined, reason: string, httpError: unknown): Promise<number> {
    const { definition, cluster, settings, plan, terminal } = this.#of;
    refuseForOwnTool(this.#listOptions, reason);
    terminal.note(asking(definition, reason));
    const first = node ?? (await cluster.answering());
    const others = node === undefined && !settings.nodeGiven ? cluster.nodes : [];
    const candidates = [...new Set([first, ...others])];
    const notAsked: NotAsked[] = [];
    for (const [index, candidate] of candidates.entries()) {
      const answer = ownAnswer(definition, this.#context(node, candidate));
      const next = candidates[index + 1];
      try {
        return await plan.print(
          next && answer.kind === 'passed'
            ? unlessDown(answer, candidate.name, definition.repeatable === true)
            : answer,
          {},
        );
      } catch (error) {
        notAsked.push([candidate.name, error]);
        if (!(error instanceof CliError) || !('reached' in error) || error.reached !== false) break;
        if (next !== undefined) terminal.note(`${error.message}: asking ${next.name}'s`);
      }
    }
    throw neitherWay(httpError, notAsked);
  }

  /** `asked` is whose own tool answers, where that is another node than the command is about. */
  #context(node: Node | undefined, asked = node): AnyContext {
    const { cluster, settings, terminal, outside, input, definition, name, plan } = this.#of;
    const seen = () => this.#bannerSeen;
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
      commands: outside.commands ?? [],
      face: plan.face,
      interactive: terminal.interactive,
      // Lines of many nodes are no terminal of any one.
      onTerminal: terminal.interactive && outside.stdout.isTTY === true && !onManyNodes(definition, input.flags),
      screen: screenOf(outside),
      fullScreen: (events) => terminal.fullScreen(events),
      env: outside.env,
      colour: !outside.env.NO_COLOR && outside.env.TERM !== 'dumb' && input.flags.color,
      version: () => (node ?? cluster).version(),
      otherCluster: (asked) => connectElsewhere(definition, name, input, outside, terminal, asked),
      ownTool: (options = {}): Passed => ({
        kind: 'passed',
        start: async (sink) => {
          const target = options.node ?? asked ?? (await cluster.target());
          const tool = ownToolOf(definition, name, input, settings, target, {
            signal: outside.signal,
            secret: this.#secret,
            quiet: this.#bannerSeen,
            ...options,
          });
          const code = await tool.start(sink);
          const lack = code === 64 ? await lackingCommand(name, target) : undefined;
          if (lack !== undefined) terminal.note(lack);
          return code;
        },
      }),
      get announced(): boolean {
        return seen();
      },
      note: (line) => terminal.note(line),
      confirm: async (question) => input.flags.yes || terminal.confirm(question),
      stdin: () => terminal.data(input.flags['password-stdin'] === true, onManyNodes(definition, input.flags)),
      readSecret: async (prompt) => {
        this.#asked ??= terminal.readSecret(prompt);
        this.#secret = await this.#asked;
        return this.#secret;
      },
    };
  }
}

const takesSecret = (definition: AnyDefinition): boolean =>
  Object.values(argumentsOf(definition)).some(({ secret }) => secret === true);

const asking = (definition: AnyDefinition, reason: string): string =>
  `Asking the node's own ${definition.tool}: ${reason}`;

const ownAnswer = (definition: AnyDefinition, context: AnyContext): Result =>
  definition.ownTool?.(context) ?? context.ownTool();

/** The real tool prints its banner before it runs: it is on stdout although the broker then refused. */
function ranOnTheBroker(error: unknown): boolean {
  if (error instanceof UsageError) return false;
  return (
    error instanceof DataError ||
    error instanceof NoSuchUser ||
    error instanceof TimedOut ||
    error instanceof CheckFailed ||
    (error instanceof CliError && [67, 70].includes(error.exitCode))
  );
}
