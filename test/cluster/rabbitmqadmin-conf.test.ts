import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/cluster/config-text.js';
import { convertRabbitmqadminConf, importRabbitmqadminConf } from '../../src/cluster/rabbitmqadmin-conf.js';
import { DataError } from '../../src/errors.js';

const v1 = `# rabbitmqadmin.conf.example START
[DEFAULT]
request_timeout = 60

[host_normal]
hostname = localhost
port = 15672
username = guest
password = guest
declare_vhost = /

[host_ssl]
Hostname: otherhost
port = 15671
username = ops
password = a%%b
ssl = True
ssl_key_file = /path/to/key.pem
ssl_cert_file = /path/to/cert.pem
ssl_ca_cert_file = /path/to/ca.pem
ssl_insecure = True
path_prefix = /rabbit
`;

const v2 = `[local]
hostname = "localhost"
port = 15672
username = "lolz"
password = "secret1"
vhost = '/'

[production]
hostname = "mq.example.com"
username = "user"
password = "secret2"
tls = true
ca_certificate_bundle_path = "/ca.pem"
client_certificate_file_path = "/cert.pem"
client_private_key_file_path = "/key.pem"
path_prefix = "/rabbit/api"

["by uri"]
base_uri = "https://mq2.example.com:8443"
username = "u"
`;

describe('rabbitmqadmin.conf', () => {
  it('of v1', async () => {
    const text = await convertRabbitmqadminConf(v1, '~/.rabbitmqadmin.conf');
    expect(text).toBe(`# From ~/.rabbitmqadmin.conf, of rabbitmqadmin v1.

# Not taken over: declare_vhost = "/" (use --vhost).
# Not taken over: request_timeout = "60" (use timeout).
[clusters.host_normal]
api = { url = "http://localhost:15672", username = "guest" }

# The password is not copied: set HOST_SSL_RABBITMQ_PASSWORD, or use password_file or password_command instead.
# Not taken over: ssl_insecure = "True" (certificates are always verified; give ca).
# Not taken over: request_timeout = "60" (use timeout).
[clusters.host_ssl]
api = { url = "https://otherhost:15671/rabbit", username = "ops", password_env = "HOST_SSL_RABBITMQ_PASSWORD", ca = "/path/to/ca.pem", cert = "/path/to/cert.pem", key = "/path/to/key.pem" }
`);
  });

  it('of v2', async () => {
    const text = await convertRabbitmqadminConf(v2, 'x.conf');
    expect(text).toContain(
      '[clusters.local]\napi = { url = "http://localhost:15672", username = "lolz", password_env = "LOCAL_RABBITMQ_PASSWORD" }',
    );
    expect(text).toContain('# Not taken over: vhost = "/" (use --vhost).\n');
    expect(text).toContain(
      'api = { url = "https://mq.example.com:15671/rabbit", username = "user", password_env = "PRODUCTION_RABBITMQ_PASSWORD", ca = "/ca.pem", cert = "/cert.pem", key = "/key.pem" }',
    );
    expect(text).toContain('[clusters."by uri"]\napi = { url = "https://mq2.example.com:8443"');
  });

  it('a key that is not known is named, without what may be a secret', async () => {
    const text = await convertRabbitmqadminConf('[prod]\ntls_ca_cert_path = "s3cret"\n"odd\\nkey" = 1\n', 'x.conf');
    expect(text).toContain('# Not taken over: tls_ca_cert_path (not known here).\n');
    expect(text).toContain('# Not taken over: odd?key (not known here).\n');
    expect(text).not.toContain('s3cret');
  });

  it.each([v1, v2])('becomes a config file of ours, without any password', async (text) => {
    const converted = await convertRabbitmqadminConf(text, 'x.conf');
    expect(converted).not.toMatch(/secret|a%/);
    const { config, holdsPassword } = await configFrom(converted, 'c.toml');
    expect(config.clusters.size).toBeGreaterThan(1);
    expect(holdsPassword).toBe(false);
  });

  it('is not there', async () => {
    await expect(importRabbitmqadminConf('/no/such.conf')).rejects.toThrow(
      '/no/such.conf cannot be read: there is no such file',
    );
  });

  it.each(['', 'nonsense', '{"json": true}'])('is not %j', async (text) => {
    await expect(convertRabbitmqadminConf(text, 'x.conf')).rejects.toBeInstanceOf(DataError);
  });
});
