import { describe, expect, test } from 'vitest';
import { plainCopy } from '../../src/format/plain-copy.js';

const copied = (...chunks: readonly Uint8Array[]): string => {
  const copy = plainCopy();
  return Buffer.concat([...chunks.map(copy.take), copy.end()]).toString('utf8');
};
const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

describe('what old tools write into pipes', () => {
  test('loses its bold', () => {
    expect(copied(bytes('\x1b[1mBasics\x1b[0m\n\nCluster name: é日\n'))).toBe('Basics\n\nCluster name: é日\n');
  });

  test('gets boxes of Unicode for the drawing characters of a terminal', () => {
    const drawn = '\x1b(0lqqwqk\x1b(B\n\x1b(0x\x1b(B lqk \x1b(0x\x1b(B\n\x1b(0mqvqj\x1b(B\n';
    expect(copied(bytes(drawn))).toBe('┌──┬─┐\n│ lqk │\n└─┴─┘\n');
  });

  test('is the same however it is cut', () => {
    const whole = bytes('\x1b[1mé\x1b[0m \x1b(0lqk\x1b(B 🐇 \x1b[35mmarked\x1b[0m');
    const byteByByte = [...whole].map((byte) => Uint8Array.of(byte));
    expect(copied(...byteByByte)).toBe('é ┌─┐ 🐇 marked');
  });

  test('keeps other escapes, and one that never ends', () => {
    expect(copied(bytes('a\x1b[2Kb\x1b[1'))).toBe('a\x1b[2Kb\x1b[1');
  });
});
