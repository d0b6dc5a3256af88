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

  test.each([
    ['drawing that is not closed', 'jolly\x1b(0jjj', 'jolly\x1b(0jjj'],
    ['drawing closed on another line', 'a\x1b(0jk\nlm\x1b(Bb', 'a\x1b(0jk\nlm\x1b(Bb'],
    ['bold that is not closed', 'a\x1b[1mb', 'a\x1b[1mb'],
    ['bold closed on another line', 'a\x1b[1mb\nc\x1b[0md', 'a\x1b[1mb\nc\x1b[0md'],
    ['a reset alone', 'a\x1b[0mb', 'a\x1b[0mb'],
    ['what hides text', 'a\x1b[8mb\x1b[0mc', 'a\x1b[8mb\x1b[0mc'],
  ])('a name keeps %s, and later rows stay whole', (_, name, kept) => {
    const rows = (text: string) => bytes(`name\tmessages\n${text}\t1\njqxwvut\t2\n\x1b(0x\x1b(B\n`);
    expect(copied(rows(name))).toBe(`name\tmessages\n${kept}\t1\njqxwvut\t2\n│\n`);
  });

  test("a hostile name in the tool's own boxes leaves the boxes alone", () => {
    expect(copied(bytes('\x1b(0x\x1b(B q\x1b(0jjj \x1b(0x\x1b(B \x1b[1mjq\x1b[0m \x1b(0x\x1b(B\n'))).toBe(
      '│ q\x1b(0jjj │ jq │\n',
    );
  });

  test('is written as soon as its line is, and before it where nothing is held', () => {
    const copy = plainCopy();
    const taken = (text: string) => Buffer.from(copy.take(bytes(text))).toString();
    expect(taken('waiting for ')).toBe('waiting for ');
    expect(taken('one\ntwo \x1b[1m')).toBe('one\ntwo ');
    expect(taken('bold\x1b[0m')).toBe('');
    expect(taken(' end\nnext')).toBe('bold end\nnext');
  });

  test('a long line with an escape is looked at once', () => {
    const copy = plainCopy();
    const chunk = bytes('x'.repeat(4096));
    const start = process.cpuUsage();
    copy.take(bytes('\x1b[1m'));
    for (let count = 0; count < 5000; count++) copy.take(chunk);
    expect(copy.end().length).toBe(5000 * 4096 + 4);
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(3);
  });
});
