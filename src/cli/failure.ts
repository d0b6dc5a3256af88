import { CheckFailed, CliError, DataError, NoSuchUser } from '../errors.js';
import { untoldFileError } from '../file-error.js';
import { askedFormatter } from './asked-formatter.js';
import type { Outside } from './outside.js';
import type { Input } from './parse.js';

/**
 * Writes an error to stderr, for a person or as JSON, and returns the exit code.
 * `argv` decides where there is no input, for it is the command line that is wrong.
 */
export async function reportFailure(
  thrown: unknown,
  input: Input | undefined,
  outside: Outside,
  argv: readonly string[],
): Promise<number> {
  const error = untoldFileError(thrown) ?? thrown;
  const { errorText } = await import('../format/error-text.js');
  const json = input === undefined ? namesJson(argv) : wantsJson(input);
  const colour =
    outside.stderr.isTTY === true &&
    !outside.env.NO_COLOR &&
    outside.env.TERM !== 'dumb' &&
    input?.flags.color !== false;
  outside.stderr.write(
    await errorText(error, {
      json,
      colour,
      terminal: outside.stderr.isTTY === true,
      stack: input?.flags['print-stacktrace'] ?? false,
    }),
  );
  return exitCode(error, json);
}

function namesJson(argv: readonly string[]): boolean {
  return /(^| )--(json|formatter[ =]json(_stream)?)( |$)/.test(argv.join(' '));
}

/** A JSON formatter was asked for, or its short form --json. */
export function wantsJson(input: Input): boolean {
  return ['json', 'json_stream'].includes(askedFormatter(input.flags) ?? '');
}

/**
 * sysexits. With JSON output the real tools end with 69 for most of what the broker answers, whatever the text code is
 * (rabbitmq_cli, `output` clauses with `formatter: json`).
 */
function exitCode(error: unknown, json: boolean): number {
  if (!(error instanceof CliError)) return 70;
  const answered = error instanceof DataError || error instanceof NoSuchUser || error instanceof CheckFailed;
  return json && answered && !error.sameInJson && ![64, 65].includes(error.exitCode) ? 69 : error.exitCode;
}
