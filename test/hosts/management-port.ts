import type { LabHost } from '../lab/lab-host.js';
import { outputOf, toolSays } from './states.js';

/** The management API answers on the node's own loopback only, as behind a firewall; without a restart. */
export async function closeToOutside(host: LabHost): Promise<void> {
  await listen(host, '[{port, 15672}, {ip, "127.0.0.1"}]');
}

/** The management API as the lab starts it. */
export async function openToAll(host: LabHost): Promise<void> {
  await listen(host, '[{port, 15672}]');
  await host.awaitBroker();
}

/**
 * The management API over TLS too, on 15671; the files are on the host. `more` are further settings of the listener, as
 * management.ssl.* names them in rabbitmq.conf: `{verify, verify_peer}`.
 */
export async function speakTls(
  host: LabHost,
  certificate: string,
  key: string,
  more: readonly string[] = [],
): Promise<void> {
  const files = ['{port, 15671}', `{certfile, "${certificate}"}`, `{keyfile, "${key}"}`];
  await listen(host, '[{port, 15672}]', `[${[...files, ...more].join(', ')}]`);
  await host.awaitBroker();
}

/** The management API below a path, or again at the root; without a restart of the broker. */
export async function answerBelow(host: LabHost, prefix: string | undefined): Promise<void> {
  const unset = 'application:unset_env(rabbitmq_management, path_prefix)';
  await restarted(host, prefix === undefined ? unset : set('path_prefix', `"${prefix}"`));
}

async function listen(host: LabHost, plain: string, tls?: string): Promise<void> {
  const unset = 'application:unset_env(rabbitmq_management, ssl_config)';
  await restarted(host, set('tcp_config', plain), tls === undefined ? unset : set('ssl_config', tls));
}

const set = (key: string, value: string): string => `application:set_env(rabbitmq_management, ${key}, ${value})`;

async function restarted(host: LabHost, ...changes: readonly string[]): Promise<void> {
  const expressions = [
    'application:stop(rabbitmq_management)',
    ...changes,
    '{ok, _} = application:ensure_all_started(rabbitmq_management)',
  ];
  await toolSays(host, 'eval', `${expressions.join(', ')}.`);
}

/** The plugin is off or on; the tool waits until it is. */
export async function managementPlugin(host: LabHost, state: 'enable' | 'disable'): Promise<void> {
  // As root, by Debian's own wrapper: since 4.0 the tool itself does not find its plugins.
  outputOf(
    `${host.name}: rabbitmq-plugins ${state}`,
    await host.run(['rabbitmq-plugins', state, 'rabbitmq_management']),
  );
  if (state === 'enable') await host.awaitBroker();
}
