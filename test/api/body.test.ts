import { gzipSync, inflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decompressed, readText } from '../../src/api/body.js';

/** As bun's own does it (seen in 1.4.5): the first member, and not a word about what is behind it. */
const gunzipAsBun = (bytes: Uint8Array): Uint8Array => inflateRawSync(bytes.subarray(10));

afterEach(() => vi.unstubAllGlobals());

/** The text of an answer with these bytes; its length is known, so it is decompressed at once. */
function textOf(bytes: Uint8Array): Promise<string> {
  const body = Object.assign(
    (async function* () {
      yield bytes;
    })(),
    { destroy: () => {} },
  );
  const headers = { 'content-encoding': 'gzip', 'content-length': String(bytes.length) };
  return readText(decompressed({ status: 200, headers, body }));
}

const first = gzipSync('{"a":');
const second = gzipSync('1}');

describe.each([
  ['Node', {}],
  ['bun', { Bun: { gunzipSync: gunzipAsBun } }],
])('a small gzip body in %s', (_runtime, globals) => {
  function stub() {
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  }

  it.each([
    ['one member', [gzipSync('{"a":1}')], '{"a":1}'],
    ['several members', [first, second], '{"a":1}'],
    ['the same twice', [gzipSync('[]'), gzipSync('[]')], '[][]'],
    ['an empty one first', [gzipSync(''), gzipSync('{}')], '{}'],
    ['an empty one last', [gzipSync('{}'), gzipSync('')], '{}'],
    ['zeros behind it', [gzipSync('{}'), Buffer.alloc(20)], '{}'],
    ['the bytes of a member’s beginning in it', [gzipSync(Buffer.of(0x1f, 0x8b, 8), { level: 0 })], '\x1f\ufffd\x08'],
  ])('%s', async (_what, members, text) => {
    stub();
    expect(await textOf(Buffer.concat(members))).toBe(text);
  });

  it('is an error when it is cut anywhere, or has something else behind it', async () => {
    stub();
    const whole = Buffer.concat([first, second]);
    for (let length = 1; length < whole.length; length++) {
      if (length !== first.length)
        await expect(textOf(whole.subarray(0, length)), `cut at ${length}`).rejects.toThrow();
    }
    await expect(textOf(Buffer.concat([first, Buffer.from('<p>an error</p>')]))).rejects.toThrow();
  });
});

it('what bun decodes by itself needs no node:zlib', async () => {
  const decode = vi.fn(gunzipAsBun);
  vi.stubGlobal('Bun', { gunzipSync: decode });
  vi.doMock('node:zlib', () => expect.fail('loaded'));
  try {
    expect(await textOf(first)).toBe('{"a":');
    expect(decode).toHaveBeenCalledOnce();
  } finally {
    vi.doUnmock('node:zlib');
  }
});
