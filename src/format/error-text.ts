import { CliError } from '../errors.js';
import { jsonText } from './json-value.js';
import { loadPaint, type Paint } from './paint.js';
import type { Properties } from './term.js';
import { visibleLines } from './visible.js';

export interface ErrorOptions {
  /** A JSON formatter was asked for. */
  readonly json: boolean;
  readonly colour: boolean;
  /** stderr is a terminal: nothing in a message may move its cursor. */
  readonly terminal?: boolean;
  readonly node?: string;
  /** Print where it happened, too. */
  readonly stack?: boolean;
}

/** What stderr gets of an error, line end included: prose, or one JSON object where a JSON formatter was asked for. */
export async function errorText(error: unknown, options: ErrorOptions): Promise<string> {
  const facts = factsOf(error, options);
  if (options.json) return `${jsonText({ result: 'error', ...facts, ...detailsOf(error) })}\n`;
  return prose(facts, await loadPaint(options.colour), options.terminal ? visibleLines : (text) => text);
}

/** A bug of ours, whatever else was thrown. */
const bugExitCode = 70;

export const exitCodeOf = (error: unknown): number => (error instanceof CliError ? error.exitCode : bugExitCode);

interface Facts {
  readonly node?: string;
  readonly message: string;
  readonly hint?: string;
  readonly stack?: string;
}

function factsOf(error: unknown, options: ErrorOptions): Facts & Record<string, string> {
  const known = error instanceof CliError;
  const node = (known ? error.node : undefined) ?? options.node;
  const hint = known ? error.hint : bugHint(options);
  return {
    ...(node === undefined ? {} : { node }),
    message: error instanceof Error ? error.message : String(error),
    ...(hint === undefined ? {} : { hint }),
    ...(options.stack ? { stack: stackOf(error) } : {}),
  };
}

/** What only JSON shows of an error. */
const detailsOf = (error: unknown): Properties => (error instanceof CliError ? (error.details as Properties) : {});

const bugHint = ({ stack }: ErrorOptions): string =>
  `This is a bug in rabbitctl${stack ? '' : '; --print-stacktrace shows where it is'}`;

function prose({ message, hint, stack }: Facts, paint: Paint, safe: (text: string) => string): string {
  // A silent check says no by its exit code alone.
  if (message === '') return '';
  const lines = [`${paint.error('Error:')} ${safe(message)}`];
  if (hint !== undefined)
    lines.push(
      ...safe(hint)
        .split('\n')
        .map((line) => `  ${line}`),
    );
  if (stack !== undefined) lines.push(paint.faint(safe(stack)));
  return `${lines.join('\n')}\n`;
}

/** With the errors that led to it. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`;
}
