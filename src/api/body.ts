import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { header, type WireAnswer } from './wire.js';

/** The body, decompressed. It errors when the body, or the compressed stream in it, ends too early. */
export function decompressed(answer: WireAnswer): Readable {
  const decoder = decoderFor(header(answer, 'content-encoding'));
  if (decoder === undefined) return answer.body;
  // An error of either stream reaches the reader of the second; the callback only keeps it from being thrown twice.
  return pipeline(answer.body, decoder, () => {});
}

/** The whole body as text; with `limit`, in bytes, what is beyond is not read. */
export async function readText(body: Readable, limit = Number.POSITIVE_INFINITY): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function decoderFor(encoding: string | undefined) {
  const options = { chunkSize: 64 * 1024 };
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(options);
    case 'deflate':
      return createInflate(options);
    case 'br':
      return createBrotliDecompress(options);
    default:
      return undefined;
  }
}
