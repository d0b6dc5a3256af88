import { ctl, type Row, shell } from '../row.js';

const symmetric = '{"kty":"oct","k":"c2VjcmV0"}';
/** Of nobody's private key any more. */
const pem = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDNeQ+qSGOauEEGH9WwMp7JlTZK
tt0+LEG0UWAbp7mJN1jeahmidPLnDIGDSMvw11Bhu09Xt5e26z9jaNocl1sY+PzF
qYzBZVkAmFfFMh6RWs4HTJDdQqNnBMcQQjLWaRnyYJwsBI6g/IpUG6JXW1NnKbP0
SatgC2c629iNe4wi9wIDAQAB
-----END PUBLIC KEY-----
`;
/** As a word of its own the tools take it for an option, and end with a stack trace. */
const pemOption = `--pem=${pem}`;
const pemFile = '/tmp/rabbitctl-parity-key-HOST1.pem';
/** The keys that the node has. */
const probes = [ctl('eval', 'application:get_env(rabbitmq_auth_backend_oauth2, key_config).')];

const rowsOf = (name: string): readonly Row[] => [
  { argv: [name, 'key'], code: 65 },
  { argv: [name] },
  // 3.8.9 stumbles over the first key of a node without any, and ends with 70; ours with 69.
  { argv: [name, 'key', '--json', symmetric], since: '3.8.10' },
  { argv: [name, 'key é', '--json', symmetric, '--formatter', 'json'], since: '3.8.10' },
  { argv: [name, 'key', '--json', symmetric, '--pem', 'x'], code: 65 },
  { argv: [name, 'key', '--json', 'x'], code: 65 },
  { argv: [name, 'key', '--json', '{}'], code: 65 },
  { argv: [name, 'key', '--json', '{"kty":"stone"}'], code: 65 },
  { argv: [name, 'key', '--json', '{"kty":"RSA"}'], code: 65 },
  { argv: [name, 'key', '--pem', 'x'] },
  { argv: [name, 'key', '--pem-file', '/no/such/file'], code: 65 },
  {
    argv: [name, 'typed', pemOption],
    name: `rabbitmqctl ${name} typed --pem KEY`,
    probes,
    since: '3.8.10',
    code: 0,
  },
  {
    argv: [name, 'filed', '--pem-file', pemFile],
    ...{ name: `rabbitmqctl ${name} filed --pem-file`, since: '3.8.10', code: 0, probes },
    setup: [shell(1, `printf '%s' '${pem}' > ${pemFile}; chmod a+r ${pemFile}`)],
  },
  { argv: [name, 'empty', '--pem-file', '/dev/null'], name: `rabbitmqctl ${name} --pem-file without a key` },
];

/** Where rabbitmq_auth_backend_oauth2 is enabled. */
export const signingKeyRows: readonly Row[] = [
  // There it is the old name of the other.
  ...rowsOf('add_uaa_key').map((row): Row => (row.argv.includes(symmetric) ? row : { ...row, seldom: '4.0.0' })),
  ...rowsOf('add_signing_key').map((row): Row => ({ ...row, since: '4.0.0' })),
];
