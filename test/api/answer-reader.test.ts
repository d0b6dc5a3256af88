import { describe, expect, it } from 'vitest';
import { type AnswerHead, AnswerReader } from '../../src/api/answer-reader.js';

/** What was read of an answer that came in these pieces. */
function read(...pieces: readonly string[]) {
  const heads: AnswerHead[] = [];
  let body = '';
  const reader = new AnswerReader(
    (head) => heads.push(head),
    (chunk) => {
      body += Buffer.from(chunk).toString('latin1');
    },
  );
  for (const piece of pieces) reader.read(Buffer.from(piece, 'latin1'));
  const [head] = heads;
  const { ended, persistent } = reader;
  return {
    count: heads.length,
    status: head?.status,
    headers: head?.headers,
    body,
    ended,
    persistent,
    over: reader.over(),
  };
}

const ok = 'HTTP/1.1 200 OK\r\n';
const sized = `${ok}Content-Length: 5\r\nX-One: a\r\nx-one: b\r\n\r\nhello`;
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n5;name="x"\r\nhello\r\nA\r\n, world...\r\n0\r\nTrailer: yes\r\n\r\n`;

describe.each([
  ['of a known length', sized, 'hello'],
  ['in chunks, with extensions and a trailer', chunked, 'hello, world...'],
  ['behind 100 Continue', `HTTP/1.1 100 Continue\r\n\r\n${sized}`, 'hello'],
  ['with bare line feeds', sized.replaceAll('\r\n', '\n'), 'hello'],
  ['behind an empty line, as some servers end a body', `\r\n${sized}`, 'hello'],
  ['behind several empty lines', `\n\r\n\r\n${chunked}`, 'hello, world...'],
])('an answer %s', (_name, text, body) => {
  it('is the same wherever it is cut', () => {
    for (let at = 0; at <= text.length; at++) {
      const found = read(text.slice(0, at), text.slice(at));
      expect(found).toMatchObject({ count: 1, status: 200, body, ended: true, persistent: true });
    }
  });

  it('comes byte by byte', () => {
    expect(read(...text)).toMatchObject({ count: 1, body, ended: true, persistent: true });
  });

  it('is not over before its end', () => {
    for (let at = 0; at < text.length; at++) expect(read(text.slice(0, at)).over).toBe(false);
  });
});

it('headers in small letters, those that come twice together', () => {
  const { headers } = read(`${ok}Content-Length: 0\r\nX-One: a\r\nx-ONE:\tb \r\nLocation: /1\r\nLocation: /2\r\n\r\n`);
  expect(headers).toEqual({ 'content-length': '0', 'x-one': 'a, b', location: '/1' });
});

it.each([
  ['204 has no body', 'HTTP/1.1 204 No Content\r\n\r\n', { ended: true, persistent: true }],
  ['304 neither, whatever it says', 'HTTP/1.1 304 x\r\nContent-Length: 7\r\n\r\n', { ended: true, persistent: true }],
  [
    'the server will hang up',
    `${ok}Content-Length: 0\r\nConnection: close\r\n\r\n`,
    { ended: true, persistent: false },
  ],
  ['HTTP/1.0 hangs up', 'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', { ended: true, persistent: false }],
  ['HTTP/1.0 that stays', 'HTTP/1.0 200\r\nContent-Length: 0\r\nConnection: Keep-Alive\r\n\r\n', { persistent: true }],
  ['bytes behind the end', `${sized}HTTP/1.1 200`, { body: 'hello', ended: true, persistent: false }],
  [
    'a body until the line ends',
    `${ok}\r\nall of it`,
    { body: 'all of it', ended: false, over: true, persistent: false },
  ],
])('%s', (_name, text, expected) => {
  expect(read(text)).toMatchObject(expected);
});

it.each([
  ['SSH-2.0-OpenSSH\r\n', 'HPE_INVALID_CONSTANT'],
  ['\x15\x03\x01\x00', 'HPE_INVALID_CONSTANT'],
  ['HTTP\r\n\r\n', 'HPE_INVALID_CONSTANT'],
  ['\r\n<html>', 'HPE_INVALID_CONSTANT'],
  ['\rHTTP/1.1 204\r\n\r\n', 'HPE_INVALID_CONSTANT'],
  ['HTTP/1.1 OK\r\n\r\n', 'HPE_INVALID_STATUS'],
  [`${ok}no header\r\n\r\n`, 'HPE_INVALID_HEADER_TOKEN'],
  [`${ok}Content-Length: 5\r\nContent-Length: 6\r\n\r\n`, 'HPE_UNEXPECTED_CONTENT_LENGTH'],
  [`${ok}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`, 'HPE_UNEXPECTED_CONTENT_LENGTH'],
  [`${ok}Content-Length: 0x5\r\n\r\n`, 'HPE_INVALID_CONTENT_LENGTH'],
  [`${ok}Transfer-Encoding: chunked\r\n\r\nhello\r\n`, 'HPE_INVALID_CHUNK_SIZE'],
  [`${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n`, 'HPE_STRICT'],
  [`${ok}X: ${'y'.repeat(20_000)}`, 'HPE_HEADER_OVERFLOW'],
])('%j is a fault with the bytes in it', (text, code) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code, rawPacket: expect.any(Uint8Array) }));
});
