import { Writable } from 'node:stream';
import { type PrintOptions, print } from '../../src/format/print.js';
import type { Result, Row, Rows } from '../../src/format/result.js';

/** What a test prints with unless it says otherwise: into a pipe, with nothing switched on. */
export function options(formatter: string, changed: Partial<PrintOptions> = {}): PrintOptions {
  return {
    formatter,
    quiet: false,
    silent: false,
    tableHeaders: true,
    padToHeader: false,
    otp: 25,
    node: 'rabbit@a',
    forPeople: false,
    colour: false,
    width: 80,
    ...changed,
  };
}

export function list(columns: readonly string[], rows: readonly Row[], streamed = true): Rows {
  return { kind: 'rows', columns, rows, streamed };
}

/** Streams that remember what was written to them. */
export function capture(isTTY = false) {
  const [stdout, stderr] = [remembering(isTTY), remembering(isTTY)];
  return { stdout, stderr, out: () => stdout.text(), err: () => stderr.text() };
}

function remembering(isTTY: boolean) {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return Object.assign(stream, { isTTY, text: () => Buffer.concat(chunks).toString('utf8') });
}

/** Prints, and gives back all that can be seen of it. */
export async function printed(result: Result, how: PrintOptions) {
  const streams = capture(how.forPeople || how.colour);
  const code = await print(result, how, streams);
  return { code, out: streams.out(), err: streams.err() };
}

/** The text on stdout alone. */
export async function textOf(result: Result, formatter: string, changed: Partial<PrintOptions> = {}): Promise<string> {
  return (await printed(result, options(formatter, changed))).out;
}

/** Names that have broken tools before. */
export const awkward = {
  tab: 'a\tb',
  newline: 'a\nb',
  quotes: `"double" 'single' \\back`,
  escape: '\x1b[31mred\x1b[2J',
  emoji: '👩‍👩‍👧 🐰',
  wide: '日本語キュー',
  rightToLeft: 'שלום',
  override: 'a\u202egnp.exe',
  combining: 'e\u0301te\u0301',
  comma: 'a,b;c',
  empty: '',
};
