import { getEffectiveConfiguration } from '../api/effective-configuration.js';
import { hostOf } from '../cluster/node-name.js';
import { CheckFailed, NotFound } from '../errors.js';
import { runTool } from '../ssh/rabbitmqctl.js';
import { settingsOfTerms } from '../upgrade/tables/settings-of-files.js';
import type { Answering, Asked } from './ask-nodes.js';
import { eachNode } from './each-node.js';
import type { Finding, Outcome } from './finding.js';

/** Ports that a node's own configuration wants open, and on which it does not listen. */
export const listeners = (asked: Asked): Promise<Outcome> =>
  eachNode(asked, 'listeners', async (of) => {
    const open = (of.overview.listeners ?? []).filter(({ node }) => node === of.name).map(({ port }) => port);
    if (open.length === 0) throw new CheckFailed('its listeners are told to users with the tag monitoring alone');
    const configured = configuredPorts(await environmentOf(of));
    return configured.filter(({ port }) => !open.includes(port)).map((missing) => findingOf(of.name, missing));
  });

const findingOf = (node: string, { protocol, port }: Configured): Finding => ({
  ...{ check: 'listeners', level: 'critical', node, value: port },
  message: `does not listen on port ${port} (${protocol}), which its configuration opens`,
  advice: `Its log says what became of it: rabbitctl -n ${node} log_tail. A restart of the node opens it again.`,
});

/** Configuration as Erlang terms. It holds secrets: nothing but ports is taken from it. Before 3.10.13 HTTP has it not. */
async function environmentOf({ node, name }: Answering): Promise<string> {
  try {
    return await getEffectiveConfiguration(node.api);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    const long = hostOf(name).includes('.') ? ['--longnames'] : [];
    const words = ['--quiet', '--node', name, ...long, 'environment', '--formatter', 'erlang'];
    const sudo = node.sudo === undefined ? {} : { sudo: node.sudo };
    const { stdout, stderr, code } = await runTool(node.host, 'rabbitmqctl', words, { deadline: 60_000, ...sudo });
    if (code === 0) return stdout;
    throw new CheckFailed(`rabbitmqctl environment failed on ${name} with code ${code}`, { hint: stderr.trim() });
  }
}

interface Configured {
  readonly protocol: string;
  readonly port: number;
}

function configuredPorts(terms: string): readonly Configured[] {
  return settingsOfTerms(terms).flatMap(({ name, value }) => {
    const protocol = protocols[name];
    return protocol === undefined ? [] : portsIn(value).map((port) => ({ protocol, port }));
  });
}

/** Where applications keep their ports. What is not set at all has a default, and is not looked for. */
const protocols: Readonly<Record<string, string>> = {
  'rabbit.tcp_listeners': 'amqp',
  'rabbit.ssl_listeners': 'amqp/ssl',
  'rabbitmq_mqtt.tcp_listeners': 'mqtt',
  'rabbitmq_mqtt.ssl_listeners': 'mqtt/ssl',
  'rabbitmq_stomp.tcp_listeners': 'stomp',
  'rabbitmq_stomp.ssl_listeners': 'stomp/ssl',
  'rabbitmq_stream.tcp_listeners': 'stream',
  'rabbitmq_stream.ssl_listeners': 'stream/ssl',
  'rabbitmq_management.tcp_config.port': 'http',
  'rabbitmq_management.ssl_config.port': 'https',
  'rabbitmq_prometheus.tcp_config.port': 'http/prometheus',
  'rabbitmq_prometheus.ssl_config.port': 'https/prometheus',
  'rabbitmq_web_mqtt.tcp_config.port': 'http/web-mqtt',
  'rabbitmq_web_mqtt.ssl_config.port': 'https/web-mqtt',
  'rabbitmq_web_stomp.tcp_config.port': 'http/web-stomp',
  'rabbitmq_web_stomp.ssl_config.port': 'https/web-stomp',
};

/** `15672`, `[5672]`, `[{"127.0.0.1",5672}]`; ports that are letters, too, Erlang prints as text: `"P"`. */
function portsIn(value: string): readonly number[] {
  const letters = /^"(.*)"$/s.exec(value)?.[1];
  if (letters !== undefined) return Array.from(letters, (letter) => letter.charCodeAt(0));
  return [...value.replaceAll(/"[^"]*"/g, '').matchAll(/\d+/g)].map(([port]) => Number(port));
}
