import { describe, expect, it, vi } from 'vitest';
import { AnswerReader } from '../../src/api/answer-reader.js';
import { path } from '../../src/api/management-api.js';
import { openTransport } from '../../src/api/transport.js';
import { api, failure, serveRaw } from './servers.js';

const ok = 'HTTP/1.1 200 OK\r\n';
const long = 15_000;

/** Reads these pieces; true when the answer was over then. */
function read(pieces: Iterable<string>): boolean {
  const reader = new AnswerReader(
    () => {},
    () => {},
  );
  for (const piece of pieces) reader.read(Buffer.from(piece, 'latin1'));
  return reader.ended;
}

/** The quickest of several, in ms: what a busy machine adds is not in it. */
function quickest(work: () => void): number {
  const times = Array.from({ length: 15 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return Math.min(...times);
}

describe('long headers cost what as many bytes cost', () => {
  const answer = (header: string) => `${ok}${header}\r\nContent-Length: 0\r\n\r\n`;
  const harmless = answer(`X: ${'a'.repeat(long)}`);

  // A step for each pair of blanks would be thousands of times as many.
  it.each([
    ['blanks within', `X: a${' '.repeat(long)}b`],
    ['tabs within', `X: a${'\t'.repeat(long)}b`],
    ['blanks around', `X:${' '.repeat(long / 2)}a${' '.repeat(long / 2)}`],
    ['many words', `X: ${'a '.repeat(long / 2)}b`],
    ['carriage returns', `X: a${'\r'.repeat(long)}b`],
    ['of Connection', `Connection: close${' '.repeat(long)}d`],
    ['of Transfer-Encoding', `Transfer-Encoding: ${'chunked '.repeat(long / 8)}x`],
  ])('%s', (_what, header) => {
    const text = answer(header);
    const attempt = () => {
      try {
        read([text]);
      } catch {
        // Refused is as good as read.
      }
    };
    expect(quickest(attempt) / quickest(() => read([harmless]))).toBeLessThan(500);
  });

  it('also where they come byte by byte: no byte is looked at again and again', () => {
    let looked = 0;
    const exec = RegExp.prototype.exec;
    const spy = vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text: string) {
      looked += text.length;
      return exec.call(this, text);
    });
    try {
      expect(read(harmless)).toBe(true);
    } finally {
      spy.mockRestore();
    }
    expect(looked).toBeLessThan(10 * harmless.length);
  });
});

describe('there is an end to', () => {
  const overflow = expect.objectContaining({ code: 'HPE_HEADER_OVERFLOW' });

  function* endless(first: string, piece: string) {
    yield first;
    for (let sent = 0; sent < 64 * 1024; sent += piece.length) yield piece;
  }

  it.each([
    ['a header', `${ok}X: `, 'y'.repeat(1_000)],
    ['headers', ok, 'X: y\r\n'],
    ['the status line', 'HTTP/1.1 200 ', 'OK '],
    ['empty lines before the answer', '', '\r\n'],
    ['answers before the answer', '', 'HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n'],
    ['the size of a chunk', `${ok}Transfer-Encoding: chunked\r\n\r\n5`, ';extension'],
    ['a trailer', `${ok}Transfer-Encoding: chunked\r\n\r\n0\r\n`, 'X: y\r\n'],
  ])('%s', (_what, first, piece) => {
    expect(() => read(endless(first, piece))).toThrow(overflow);
  });

  it('64 KiB that come at once', () => {
    expect(() => read([`${ok}X: ${'y'.repeat(64 * 1024)}\r\nContent-Length: 0\r\n\r\n`])).toThrow(overflow);
  });

  it('but not to chunks: each has a line of its own', () => {
    const chunk = `5;extension=${'x'.repeat(100)}\r\nhello\r\n`;
    expect(read([`${ok}Transfer-Encoding: chunked\r\n\r\n`, ...Array(1_000).fill(chunk), '0\r\n\r\n'])).toBe(true);
  });
});

it('who answers with too many headers is told so, not called something else than HTTP', async () => {
  const { port } = await serveRaw((socket) => socket.once('data', () => socket.write(`${ok}X: ${'y'.repeat(20_000)}`)));
  const error = await failure(api(openTransport, { url: `http://127.0.0.1:${port}` }).request('GET', path`overview`));
  expect(error).toMatchObject({
    why: 'not-management',
    reached: true,
    message: `127.0.0.1:${port} answers with more than 16 KiB of headers`,
  });
});
