import { describe, expect, it } from 'vitest';
import { hashedName, knownName, parseKnownHosts, standing } from '../../src/ssh/known-hosts.js';

const key = keyOf('ssh-ed25519', 'one');
const other = keyOf('ssh-ed25519', 'other');
const rsa = keyOf('ssh-rsa', 'rsa');

describe('known_hosts', () => {
  it.each([
    ['its own name', 'mq1', 'mq1', 'known'],
    ['another name', 'mq2', 'mq1', 'unknown'],
    ['letters of another case', 'MQ1', 'mq1', 'known'],
    ['one of several names', 'a,mq1,10.0.0.1', 'mq1', 'known'],
    ['an asterisk', 'mq*.example', 'mq12.example', 'known'],
    ['a question mark', 'mq?', 'mq1', 'known'],
    ['a question mark for two', 'mq?', 'mq12', 'unknown'],
    ['a dot that is no wildcard', 'a.b', 'axb', 'unknown'],
    ['a negation', '*,!mq1', 'mq1', 'unknown'],
    ['a negation of another', '*,!mq2', 'mq1', 'known'],
    ['only a negation', '!mq2', 'mq1', 'unknown'],
    ['a port', '[mq1]:2222', '[mq1]:2222', 'known'],
    ['another port', '[mq1]:2222', '[mq1]:22', 'unknown'],
    ['any port', '[mq1]:*', '[mq1]:2222', 'known'],
    ['a hash', hashedName('mq1', Buffer.alloc(20, 7)), 'mq1', 'known'],
    [
      'a hash made by ssh-keygen',
      '|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=',
      '192.168.1.61',
      'known',
    ],
    ['a broken hash', '|1|xyz', 'mq1', 'unknown'],
  ])('finds a host by %s', (_what, names, asked, expected) => {
    expect(standing(parseKnownHosts('f', `${names} ssh-ed25519 ${key}\n`), asked, key).is).toBe(expected);
  });

  it('passes over comments, empty and broken lines, and counts them', () => {
    const text = `# mq1 ssh-ed25519 ${key}\n\nmq1\n  mq1 ssh-ed25519 ${other} a comment\r\n`;
    expect(standing(parseKnownHosts('f', text), 'mq1', key)).toMatchObject({
      is: 'changed',
      entry: { file: 'f', line: 4 },
    });
  });

  it.each([
    ['a key of SSH 1', '1024 35 123456789012345678901234567890'],
    ['broken base64', 'ssh-ed25519 AAAAxx'],
    ['base64 that is cut off', `ssh-ed25519 ${other.slice(0, -4)}`],
    ['base64 with a stray character', `ssh-ed25519 ${other.slice(0, 8)}!${other.slice(8)}`],
    ['base64 without its padding', `ssh-ed25519 ${keyOf('ssh-ed25519', 'padded').replace(/=+$/, '')}`],
    ['only a type', `ssh-ed25519 ${keyOf('ssh-ed25519')}`],
    ['a type that ssh does not know', `ssh-mldsa65 ${keyOf('ssh-mldsa65', 'new')}`],
    ['another type than the key’s own', `ssh-rsa ${other}`],
    ['the very key under another type', `ssh-rsa ${key}`],
  ])('passes over %s, as ssh does', (_what, line) => {
    expect(standing(parseKnownHosts('f', `mq1 ${line}\n`), 'mq1', key).is).toBe('unknown');
  });

  it('does not pass over a revocation whose type is wrong', () => {
    const entries = parseKnownHosts('f', `mq1 ssh-ed25519 ${key}\n@revoked mq1 ssh-rsa ${key}\n`);
    expect(standing(entries, 'mq1', key).is).toBe('revoked');
  });

  it('takes any of several keys', () => {
    const entries = parseKnownHosts('f', `mq1 ssh-rsa ${rsa}\nmq1 ssh-ed25519 ${other}\nmq1 ssh-ed25519 ${key}\n`);
    expect(standing(entries, 'mq1', key)).toEqual({ is: 'known' });
  });

  it('takes a key of another type for a changed one, as OpenSSH does', () => {
    expect(standing(parseKnownHosts('f', `mq1 ssh-rsa ${rsa}\n`), 'mq1', key).is).toBe('changed');
  });

  it('lets a revocation win over every other line, also of a later file', () => {
    const entries = [
      ...parseKnownHosts('f', `mq1 ssh-ed25519 ${key}\n`),
      ...parseKnownHosts('g', `@revoked * ssh-ed25519 ${key}\n`),
    ];
    expect(standing(entries, 'mq1', key)).toMatchObject({ is: 'revoked', entry: { file: 'g' } });
  });

  it('does not take an authority’s key for the host’s own', () => {
    expect(standing(parseKnownHosts('f', `@cert-authority * ssh-ed25519 ${key}\n`), 'mq1', key).is).toBe('unknown');
  });

  it('tells where an unknown host’s key is known', () => {
    const found = standing(parseKnownHosts('f', `10.0.0.1 ssh-ed25519 ${key}\n`), 'mq1', key);
    expect(found).toMatchObject({ is: 'unknown', elsewhere: [{ line: 1 }] });
  });

  it('names ports as ssh does', () => {
    expect(knownName('MQ1', 22)).toBe('mq1');
    expect(knownName('mq1', 2222)).toBe('[mq1]:2222');
  });
});

function keyOf(...strings: string[]): string {
  const parts = strings.map((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return Buffer.concat([length, Buffer.from(part)]);
  });
  return Buffer.concat(parts).toString('base64');
}
