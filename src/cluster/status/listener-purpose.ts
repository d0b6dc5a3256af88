import type { Listener } from '../../api/overview.js';
import { has } from '../capabilities.js';

const purposes: Readonly<Record<string, string>> = {
  amqp: 'AMQP 0-9-1 and AMQP 1.0',
  'amqp/ssl': 'AMQP 0-9-1 and AMQP 1.0 over TLS',
  mqtt: 'MQTT',
  'mqtt/ssl': 'MQTT over TLS',
  stomp: 'STOMP',
  'stomp/ssl': 'STOMP over TLS',
  http: 'HTTP API',
  https: 'HTTP API over TLS (HTTPS)',
  'http/web-mqtt': 'MQTT over WebSocket',
  'https/web-mqtt': 'MQTT over WebSocket and TLS (HTTPS)',
  'http/web-stomp': 'STOMP over WebSocket',
  'https/web-stomp': 'STOMP over WebSocket and TLS (HTTPS)',
  'http/web-amqp': 'AMQP over WebSocket',
  'https/web-amqp': 'AMQP over WebSocket and TLS (HTTPS)',
  'http/prometheus': 'Prometheus exporter API over HTTP',
  'https/prometheus': 'Prometheus exporter API over TLS (HTTPS)',
  clustering: 'inter-node and CLI tool communication',
  'clustering/ssl': 'inter-node and CLI tool communication over TLS',
};

/** What a listener is for, in the words of that version's tool (rabbitmq_cli `core/listeners.ex`); an unknown protocol is its own purpose. */
export function listenerPurpose(protocol: string, version: string): string {
  const purpose = purposes[protocol] ?? protocol;
  return has(version, 'one_websocket') ? purpose : purpose.replace('WebSocket', 'WebSockets');
}

/** `::` → `[::]`; IPv4 as it is. */
export const listenerInterface = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** A listener as the text of that version's tool shows it. */
export const listenerLine =
  (version: string) =>
  ({ ip_address: address = '', port = 0, protocol = '' }: Listener): string =>
    `Interface: ${listenerInterface(address)}, port: ${port}, protocol: ${protocol}, purpose: ${listenerPurpose(protocol, version)}`;

/** The same as its JSON shows it. */
export const listenerJson =
  (version: string) =>
  ({ node = '', port = 0, protocol = '', ip_address: address = '' }: Listener) => ({
    ...{ node, port, protocol, interface: listenerInterface(address) },
    purpose: listenerPurpose(protocol, version),
  });
