import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DataError, Unavailable } from '../errors.js';

type Pieces = AsyncIterator<Uint8Array, unknown>;

/**
 * The definitions of a file, or of stdin where there is none, unpacked where they are gzip's: a function that gives them
 * in pieces, once. Throws DataError, in the real tool's words and with its exit codes, for what does not begin like definitions.
 */
export async function openDefinitions(
  file: string | undefined,
  stdin: () => AsyncIterable<Uint8Array>,
): Promise<() => AsyncGenerator<Uint8Array, void>> {
  const packed = (file === undefined ? stdin() : await opened(file))[Symbol.asyncIterator]();
  const magic = await next(packed, 2);
  if (magic.length === 0) {
    throw zeroSized(file);
  }
  const gzip = magic[0] === 0x1f && magic[1] === 0x8b;
  const pieces = gzip ? unpacked(all(magic, packed), file ?? 'stdin') : all(magic, packed);
  const first = await next(pieces, 1, isVisible);
  if (first.find(isVisible) !== openBrace) throw await noObject(first, pieces);
  let taken = false;
  return async function* () {
    // It is asked for again only where nothing was sent; else the rest would pass for the whole.
    if (taken) throw new Unavailable('the definitions were half sent', { reached: true });
    taken = true;
    yield* all(first, pieces);
  };
}

/** The same where they are a term in Erlang's external format: read as a whole, and given as the JSON that they mean. */
export async function openTermDefinitions(
  file: string | undefined,
  stdin: () => AsyncIterable<Uint8Array>,
): Promise<() => AsyncGenerator<Uint8Array, void>> {
  const { externalTermJson } = await import('../format/external-term.js');
  const pieces: Uint8Array[] = [];
  for await (const piece of file === undefined ? stdin() : await opened(file)) pieces.push(piece);
  if (pieces.length === 0) throw zeroSized(file);
  try {
    const json = Buffer.from(externalTermJson(Buffer.concat(pieces)));
    return async function* () {
      yield json;
    };
  } catch (cause) {
    throw notDeserialised(cause, 'Erlang term format');
  }
}

async function opened(file: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    if ((await stat(file)).isDirectory()) throw new DataError(`Path ${file} is a directory`);
    const stream = createReadStream(file);
    await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject));
    return stream;
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    throw new DataError(`${file} cannot be read: ${(cause as NodeJS.ErrnoException).code}`, { cause });
  }
}

async function* unpacked(packed: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array, void> {
  try {
    yield* pipeline(Readable.from(packed), createGunzip(), () => {}) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw new DataError(`${name} is no sound gzip file: ${(cause as Error).message}`, { cause });
  }
}

const zeroSized = (file: string | undefined): DataError =>
  new DataError(file === undefined ? 'Standard input is empty' : `File ${file} is zero-sized`);

/** At least so many bytes, of a kind, or all that there are. */
async function next(pieces: Pieces, count: number, kind = (_byte: number) => true): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  for (let found = 0; found < count; ) {
    const { value, done } = await pieces.next();
    if (done) break;
    read.push(value);
    found += value.filter(kind).length;
  }
  return Buffer.concat(read);
}

async function* all(first: Uint8Array, rest: Pieces): AsyncGenerator<Uint8Array, void> {
  try {
    yield first;
    for (let piece = await rest.next(); !piece.done; piece = await rest.next()) yield piece.value;
  } finally {
    await rest.return?.();
  }
}

/** Other JSON than an object crashes the real tool. */
async function noObject(first: Uint8Array, pieces: Pieces): Promise<DataError> {
  const text = Buffer.concat([first, await next(pieces, 1_000_000)]).toString();
  try {
    JSON.parse(text);
  } catch (cause) {
    return notDeserialised(cause);
  }
  return new DataError('definitions are a JSON object, not other JSON', { exitCode: 70 });
}

/** What the real tool says of what it cannot read. */
export const notDeserialised = (cause?: unknown, format = 'JSON'): DataError =>
  new DataError(`Failed to deserialise input (format: ${format})`, {
    ...(cause instanceof Error ? { hint: cause.message, cause } : {}),
  });

const [openBrace] = Buffer.from('{');
const blanks = Buffer.from(' \t\r\n');
const isVisible = (byte: number): boolean => !blanks.includes(byte);
