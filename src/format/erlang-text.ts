import { layOut } from './erlang-layout.js';
import { buildNode } from './erlang-node.js';
import { plainArguments, typedArguments } from './erlang-proplist.js';
import type { Term } from './term.js';

export interface ErlangTextOptions {
  /** The OTP release that would print: 27 quotes `'maybe'`, 25 sorts the keys of small maps. */
  readonly otp: number;
  /** As `~tp` prints, not `~p`. */
  readonly unicode?: boolean;
  /** Width of the page; Erlang's own default is 80. */
  readonly columns?: number;
}

const newestKnownOtp = 29;

/** What Erlang's `io:format("~p", [Term])` prints, byte for byte, line breaks included; no newline at the end. */
export function printErlang(term: Term, options: ErlangTextOptions): string {
  const { otp, unicode = false, columns = 80 } = options;
  return layOut(buildNode(term, { otp, unicode, argumentsAs: typedArguments }), columns);
}

/** The same on one line and in Unicode, as the real tool prints terms into table cells: `[{"x-queue-type","quorum"}]`. */
export function printErlangLine(term: Term, otp: number = newestKnownOtp): string {
  return layOut(buildNode(term, { otp, unicode: true, argumentsAs: plainArguments }), Number.POSITIVE_INFINITY);
}
