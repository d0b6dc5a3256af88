import { type FormatOptions, type Formatter, isJson, isMachineReadable, loadFormatter } from './formatter.js';
import { type Outlet, type Outlets, type OutStream, outlet } from './outlet.js';
import { loadPaint } from './paint.js';
import { pass } from './pass.js';
import type { Result, Rows } from './result.js';
import { screenCopy } from './screen-copy.js';
import type { Term } from './term.js';

export interface PrintOptions {
  readonly formatter: string;
  readonly banner?: readonly string[];
  readonly quiet: boolean;
  readonly silent: boolean;
  readonly tableHeaders: boolean;
  readonly padToHeader: boolean;
  /** Erlang's release on the node. */
  readonly otp: number;
  /** The name that JSON gives for the node. */
  readonly node?: string;
  /** stdout is a terminal, and nobody asked for a formatter. */
  readonly forPeople: boolean;
  readonly colour: boolean;
  readonly width: number;
}

export interface Streams {
  readonly stdout: OutStream;
  readonly stderr: OutStream;
}

/** Prints what a command gave back and resolves to the exit code, when all of it has been written. */
export function print(result: Result, options: PrintOptions, streams: Streams): Promise<number> {
  return printTo(result, options, { stdout: outlet(streams.stdout), stderr: outlet(streams.stderr) });
}

/** The lines that announce a command; the real tools print them on stdout before it runs. */
export async function printBanner(options: PrintOptions, streams: Streams): Promise<void> {
  if (options.quiet || options.silent || isMachineReadable(options.formatter)) return;
  await outlet(streams.stdout).write((options.banner ?? []).map((line) => `${line}\n`).join(''));
}

async function printTo(result: Result, options: PrintOptions, outlets: Outlets): Promise<number> {
  switch (result.kind) {
    case 'nothing':
      return isJson(options.formatter) ? printValue(done(options.node), options, outlets) : 0;
    case 'value':
      return printValue(result.value, options, outlets);
    case 'rows':
      return printRows(result, options, outlets);
    case 'bytes':
      return printBytes(result.chunks, outlets);
    case 'passed':
      return pass(result, outlets);
    case 'perNode': {
      const { printPerNode } = await import('./per-node.js');
      return printPerNode(result, options, outlets, printTo);
    }
  }
}

const done = (node: string | undefined): Term => ({ ...(node === undefined ? {} : { node }), result: 'ok' });

async function printValue(value: Term, options: PrintOptions, { stdout }: Outlets): Promise<number> {
  const formatter = await formatterFor(options, stdout);
  await stdout.write(formatter.formatValue(value, await formatOptions(options, stdout)));
  return 0;
}

async function printRows(list: Rows, options: PrintOptions, { stdout }: Outlets): Promise<number> {
  const formatter = await formatterFor(options, stdout);
  const format = formatter.formatRows(list, await formatOptions(options, stdout));
  for await (const text of texts(list.rows, format.row)) {
    await stdout.write(text);
    if (stdout.closed) return 0;
  }
  await stdout.write(format.end());
  return 0;
}

/** Rows are written some at a time; those that come from afar as they come, without delay. */
async function* texts(rows: Rows['rows'], format: (row: readonly Term[]) => string): AsyncGenerator<string> {
  if (Symbol.asyncIterator in rows) {
    for await (const some of rows) yield some.map(format).join('');
    return;
  }
  let batch = '';
  for (const row of rows) {
    batch += format(row);
    if (batch.length < 16_384) continue;
    yield batch;
    batch = '';
  }
  yield batch;
}

async function printBytes(chunks: AsyncIterable<Uint8Array>, { stdout }: Outlets): Promise<number> {
  const filter = stdout.terminal ? screenCopy() : undefined;
  for await (const chunk of chunks) {
    await stdout.write(filter?.take(chunk) ?? chunk);
    if (stdout.closed) break;
  }
  await stdout.write(filter?.end() ?? '');
  return 0;
}

async function formatterFor(options: PrintOptions, { terminal }: Outlet): Promise<Formatter> {
  const formatter = await loadFormatter(options.formatter);
  if (!options.forPeople && !terminal) return formatter;
  const { forPeople, forTerminal } = await import('./terminal-table.js');
  return (options.forPeople ? forPeople : forTerminal)(options.formatter, formatter);
}

const formatOptions = async (options: PrintOptions, { terminal }: Outlet): Promise<FormatOptions> => ({
  ...options,
  paint: await loadPaint(options.colour && terminal),
});
