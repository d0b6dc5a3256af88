import { isMachineReadable, requireFormatter } from '../format/formatter.js';
import type { Result } from '../format/result.js';
import { askedFormatter } from './asked-formatter.js';
import type { AnyDefinition } from './command.js';
import type { Outside } from './outside.js';
import type { Input } from './parse.js';

/** How this run prints: decided once, before anything is asked of a cluster. */
export interface OutputPlan {
  readonly showsBanner: boolean;
  /** JSON says which node did it. */
  readonly namesNode: boolean;
  /** Erlang text depends on the node's OTP release. */
  readonly needsOtp: boolean;
  readonly isCsv: boolean;
  readonly face: 'text' | 'json' | 'erlang';
  print(result: Result, facts: { readonly node?: string; readonly otp?: number }): Promise<number>;
  printBanner(lines: readonly string[]): Promise<void>;
}

/** Throws UsageError for a formatter that does not exist. */
export async function outputPlan(definition: AnyDefinition, input: Input, outside: Outside): Promise<OutputPlan> {
  const { flags } = input;
  const asked = askedFormatter(flags);
  if (asked !== undefined && asked !== definition.toolFormatter) requireFormatter(asked);
  const formatter = asked ?? definition.formatter ?? 'string';
  const terminal = outside.stdout.isTTY === true;
  const options = {
    formatter,
    quiet: flags.quiet,
    silent: flags.silent,
    tableHeaders: flags['table-headers'] && !flags.silent,
    padToHeader: flags['pad-to-header'],
    forPeople: terminal && asked === undefined,
    colour: terminal && !outside.env.NO_COLOR && outside.env.TERM !== 'dumb' && flags.color,
    width: outside.stdout.columns || 80,
  };
  const streams = { stdout: outside.stdout, stderr: outside.stderr };
  return {
    showsBanner: !flags.quiet && !flags.silent && !isMachineReadable(formatter),
    namesNode: formatter === 'json' || formatter === 'json_stream',
    needsOtp: formatter === 'erlang',
    isCsv: formatter === 'csv',
    face: formatter.startsWith('json') ? 'json' : formatter === 'erlang' ? 'erlang' : 'text',
    print: async (result, { node, otp = 27 }) => {
      const { print } = await import('../format/print.js');
      const usual = result.kind === 'rows' && asked === undefined && !options.forPeople ? result.usual : undefined;
      const shown = { ...options, formatter: usual ?? formatter, otp };
      return print(result, { ...shown, ...(node === undefined ? {} : { node }) }, streams);
    },
    printBanner: async (banner) => {
      const { printBanner } = await import('../format/print.js');
      await printBanner({ ...options, otp: 27, banner }, streams);
    },
  };
}
