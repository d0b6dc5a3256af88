import { type Result, value } from '../format/result.js';
import type { Term } from '../format/term.js';
import type { Context } from './context.js';

/** A text, as the real tools print `{ok, Text}`: JSON has the node's name beside it, and perhaps another form of the value. */
export async function okValue(
  { cluster, face }: Pick<Context<unknown, unknown>, 'cluster' | 'face'>,
  text: string,
  json: Term = text,
): Promise<Result> {
  return value(face === 'json' ? { node: (await cluster.answering()).name, result: 'ok', value: json } : text);
}
