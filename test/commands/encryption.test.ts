import { expect, it } from 'vitest';
import decode from '../../src/commands/decode.js';
import decryptConfValue from '../../src/commands/decrypt_conf_value.js';
import encode from '../../src/commands/encode.js';
import encryptConfValue from '../../src/commands/encrypt_conf_value.js';
import hashPassword from '../../src/commands/hash_password.js';
import { textOf as printed } from '../format/printing.js';
import { runCommand } from './fakes.js';

const textOf = async (...given: Parameters<typeof runCommand>): Promise<string> => {
  const { result, error } = await runCommand(...given);
  return result?.kind === 'value' ? String(result.value) : String(error);
};
const secret = 'open sesame';

it.each(['3.8.9', '3.10.8'])('%s: what is encrypted here is read here again', async (rabbitmq) => {
  const value = await textOf(encode, { args: { value: '{a,<<"b">>}' }, secret, rabbitmq });
  expect(await textOf(decode, { args: { value }, secret, rabbitmq })).toBe('{a,<<"b">>}');
  const { result } = await runCommand(encryptConfValue, { args: { value: '"a b"' }, secret, rabbitmq });
  const { formatter = '' } = encryptConfValue.definition;
  const line = result === undefined ? '' : (await printed(result, formatter)).trimEnd();
  expect(line).toMatch(/^encrypted:[A-Za-z0-9+/]+=*$/);
  expect(await textOf(decryptConfValue, { args: { value: line }, secret, rabbitmq })).toBe('"a b"');
});

it('made by the tools of 4.0.5; those of 3.8.9 take another cipher by themselves', async () => {
  const value = '{encrypted,<<"4UTDxAvGb6QsV5nkTmzN3NV97IkA5YHnXGvgzu0Tp8car8E7wB+jY98gAdj3jtnc">>}';
  expect(await textOf(decode, { args: { value }, secret: 'pass', rabbitmq: '4.0.5' })).toBe('<<"secret">>');
  expect(await textOf(decode, { args: { value }, secret: 'pass', rabbitmq: '3.8.9' })).toContain('Failed to decrypt');
  const flags = { cipher: 'aes_128_cbc', hash: 'sha256', iterations: 1 };
  expect(await textOf(decode, { args: { value }, secret: 'pass', rabbitmq: '3.8.9', flags })).toBe('<<"secret">>');
});

it('a hash has its salt in front, another one each time', async () => {
  const [one, other] = [await textOf(hashPassword, { secret }), await textOf(hashPassword, { secret })];
  expect(Buffer.from(one, 'base64')).toHaveLength(36);
  expect(one).not.toBe(other);
  expect(await textOf(hashPassword, { secret: '' })).toContain('empty');
  const validate = (cleartext_password: string, flags = {}) =>
    hashPassword.definition.validate?.({ args: { cleartext_password }, flags: flags as never });
  expect(() => validate('')).toThrow('empty');
  expect(() => validate('p', { 'hashing-algorithm': 'stone' })).toThrow('not known');
});
