import { beforeAll, expect, test } from 'vitest';
import { parseErlang } from '../../src/format/erlang-parse.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { Operator } from './operator.js';

withLab('trixie', 'values that need no node', (lab) => {
  let host: LabHost;
  let operator: Operator;

  beforeAll(() => {
    host = lab().hosts[0] as LabHost;
    operator = new Operator(lab(), { hosts: [host] });
    return () => operator.leave();
  });

  const terms = [
    '<<"secret é"/utf8>>',
    '[{a,1},{"b",-70000},{c,123456789012345678901234567890}]',
    '#{k => 1.5}',
    "'A b'",
  ];
  test.each(terms)('the node decrypts what is encrypted here: %s', async (term) => {
    const { stdout, code } = await operator.run('-q', 'encode', term, 'pass phrase');
    expect(code).toBe(0);
    const decoded = await host.ctl('-q', 'decode', stdout.trim(), 'pass phrase');
    expect(parseErlang(decoded.stdout)).toEqual(parseErlang(term));
  });

  test('and a value for rabbitmq.conf', async () => {
    const { stdout } = await operator.run('-q', 'encrypt_conf_value', '"a value"', 'pass phrase');
    const decrypted = await host.ctl('-q', 'decrypt_conf_value', `"${stdout.trim()}"`, 'pass phrase');
    expect(decrypted.stdout).toContain('a value');
  });

  test('a hash of ours is a password there', async () => {
    const { stdout } = await operator.run('-q', 'hash_password', 'open sesame');
    await host.ctl('add_user', 'hashed', stdout.trim(), '--pre-hashed-password');
    const { stdout: said } = await host.ctl('authenticate_user', 'hashed', 'open sesame');
    await host.ctl('delete_user', 'hashed');
    expect(said).toContain('Success');
  });
});
