import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a broker's files into its directory, and says what its environment must be to use those and no others. */
export function writeLocalBrokerFiles(
  directory: string,
  { name, amqpPort, managementPort }: { name: string; amqpPort: number; managementPort: number },
  { uid, gid }: { uid: number; gid: number },
): NodeJS.ProcessEnv {
  const own = (file: string) => chownSync(file, uid, gid);
  for (const folder of ['', 'data', 'log', 'schema']) {
    mkdirSync(join(directory, folder), { recursive: true });
    own(join(directory, folder));
  }
  const settings = join(directory, 'rabbitmq.conf');
  writeFileSync(settings, `listeners.tcp.default = ${amqpPort}\nmanagement.tcp.port = ${managementPort}\n`);
  const plugins = join(directory, 'enabled_plugins');
  writeFileSync(plugins, '[rabbitmq_management].\n');
  own(plugins);
  const nothing = join(directory, 'rabbitmq-env.conf');
  writeFileSync(nothing, '');
  return {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    LANG: 'C.UTF-8',
    HOME: '/var/lib/rabbitmq',
    RABBITMQ_NODENAME: name,
    RABBITMQ_NODE_PORT: String(amqpPort),
    RABBITMQ_DIST_PORT: String(amqpPort + 20_000),
    RABBITMQ_CONFIG_FILE: settings,
    RABBITMQ_ENABLED_PLUGINS_FILE: plugins,
    RABBITMQ_CONF_ENV_FILE: nothing,
    RABBITMQ_MNESIA_BASE: join(directory, 'data'),
    RABBITMQ_LOG_BASE: join(directory, 'log'),
    RABBITMQ_SCHEMA_DIR: join(directory, 'schema'),
    RABBITMQ_PID_FILE: join(directory, 'pid'),
  };
}
