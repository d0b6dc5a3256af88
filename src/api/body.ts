import { header, type WireAnswer, type WireBody } from './wire.js';

/** Compressed bodies that are no longer are decompressed at once: that needs no stream. */
const small = 64 * 1024;

/** The body, decompressed. It errors when the body, or the compressed stream in it, ends too early. */
export function decompressed(answer: WireAnswer): AsyncIterable<Uint8Array> {
  const encoding = header(answer, 'content-encoding')?.trim().toLowerCase() ?? '';
  if (!['gzip', 'x-gzip', 'deflate', 'br'].includes(encoding)) return answer.body;
  const length = Number(header(answer, 'content-length') ?? Number.POSITIVE_INFINITY);
  return encoding.endsWith('gzip') && length <= small ? atOnce(answer.body) : inPieces(answer.body, encoding);
}

/** The whole body as text; with `limit`, in bytes, what is beyond is not read. */
export async function readText(body: AsyncIterable<Uint8Array>, limit = Number.POSITIVE_INFINITY): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function* atOnce(body: WireBody): AsyncGenerator<Uint8Array, void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (bytes.length > 0) yield gunzip(bytes);
}

/** By bun's own, where there is one, for its node:zlib takes 4 ms to load. That decodes one member and is silent about the rest. */
async function gunzip(bytes: Buffer): Promise<Uint8Array> {
  const { Bun: bun } = globalThis as { readonly Bun?: { gunzipSync(bytes: Uint8Array): Uint8Array } };
  const decoded = mayHaveAnother(bytes) ? undefined : bun?.gunzipSync(bytes);
  if (decoded !== undefined && decoded.length === bytes.readUInt32LE(bytes.length - 4)) return decoded;
  return (await import('node:zlib')).gunzipSync(bytes);
}

/** No member begins otherwise (RFC 1952, 2.3); compressed bytes seldom look like it, and then node:zlib is right, too. */
const mayHaveAnother = (bytes: Buffer): boolean => bytes.includes(Buffer.of(0x1f, 0x8b, 0x08), 1);

async function* inPieces(body: WireBody, encoding: string): AsyncGenerator<Uint8Array, void> {
  const { pipeline, Readable } = await import('node:stream');
  const { createBrotliDecompress, createGunzip, createInflate } = await import('node:zlib');
  const options = { chunkSize: 64 * 1024 };
  const decoders = { deflate: createInflate, br: createBrotliDecompress } as const;
  const decoder = (decoders[encoding as keyof typeof decoders] ?? createGunzip)(options);
  // An error of either stream reaches the reader of the second; the callback only keeps it from being thrown twice.
  yield* pipeline(Readable.from(body), decoder, () => {}) as AsyncIterable<Uint8Array>;
}
