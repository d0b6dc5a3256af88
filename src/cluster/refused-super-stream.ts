import { DataError } from '../errors.js';

/** The server's reason in its words, without the Erlang around them. Throws DataError with the exit code of the real tool. */
export async function refusedSuperStream<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const reason = asText(error.message);
    const [, said] = /^\{\w+,\s*\{?"(.*)"\}?\}$/s.exec(reason) ?? [];
    throw new DataError(said ?? reason, { exitCode: 70, sameInJson: true, cause: error });
  }
}

/** The server sends the text in pieces as Erlang made it, numbers for single characters (seen on 4.3.6). */
function asText(message: string): string {
  if (!message.startsWith('[')) return message;
  try {
    return joined(JSON.parse(message));
  } catch (error) {
    if (error instanceof SyntaxError) return message;
    throw error;
  }
}

function joined(piece: unknown): string {
  if (Array.isArray(piece)) return piece.map(joined).join('');
  return typeof piece === 'number' ? String.fromCodePoint(piece) : String(piece);
}
