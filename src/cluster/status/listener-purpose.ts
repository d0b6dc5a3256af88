import type { Listener } from '../../api/overview.js';

const purposes: Readonly<Record<string, string>> = {
  amqp: 'AMQP 0-9-1 and AMQP 1.0',
  'amqp/ssl': 'AMQP 0-9-1 and AMQP 1.0 over TLS',
  mqtt: 'MQTT',
  'mqtt/ssl': 'MQTT over TLS',
  stomp: 'STOMP',
  'stomp/ssl': 'STOMP over TLS',
  http: 'HTTP API',
  https: 'HTTP API over TLS (HTTPS)',
  'http/web-mqtt': 'MQTT over WebSockets',
  'https/web-mqtt': 'MQTT over WebSockets and TLS (HTTPS)',
  'http/web-stomp': 'STOMP over WebSockets',
  'https/web-stomp': 'STOMP over WebSockets and TLS (HTTPS)',
  'http/web-amqp': 'AMQP over WebSocket',
  'https/web-amqp': 'AMQP over WebSocket and TLS (HTTPS)',
  'http/prometheus': 'Prometheus exporter API over HTTP',
  'https/prometheus': 'Prometheus exporter API over TLS (HTTPS)',
  clustering: 'inter-node and CLI tool communication',
  'clustering/ssl': 'inter-node and CLI tool communication over TLS',
};

/** What a listener is for, in the real tool's words (rabbitmq_cli `core/listeners.ex`); an unknown protocol is its own purpose. */
export const listenerPurpose = (protocol: string): string => purposes[protocol] ?? protocol;

/** `::` → `[::]`; IPv4 as it is. */
export const listenerInterface = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** A listener as the real tool's text shows it. */
export const listenerLine = ({ ip_address: address = '', port = 0, protocol = '' }: Listener): string =>
  `Interface: ${listenerInterface(address)}, port: ${port}, protocol: ${protocol}, purpose: ${listenerPurpose(protocol)}`;
