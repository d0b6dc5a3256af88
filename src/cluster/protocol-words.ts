/** How listeners call their protocol in the HTTP API, by the words that an operator types. */
export const protocolWords = {
  amqp: 'amqp',
  amqps: 'amqp/ssl',
  mqtt: 'mqtt',
  mqtts: 'mqtt/ssl',
  stomp: 'stomp',
  stomps: 'stomp/ssl',
  stream: 'stream',
  streams: 'stream/ssl',
  'web-mqtt': 'http/web-mqtt',
  'web-mqtts': 'https/web-mqtt',
  'web-stomp': 'http/web-stomp',
  'web-stomps': 'https/web-stomp',
  'web-amqp': 'http/web-amqp',
  'web-amqps': 'https/web-amqp',
  management: 'http',
  'management-tls': 'https',
  prometheus: 'http/prometheus',
  'prometheus-tls': 'https/prometheus',
} as const;

export type ProtocolWord = keyof typeof protocolWords;
export const protocolNames = Object.keys(protocolWords) as readonly ProtocolWord[];

/**
 * What a balancer is for when nobody says: clients. The management API is opened to wherever they come from only for who asks
 * for that, and every node has metrics of its own, which are not to be balanced.
 */
export const balanced: readonly ProtocolWord[] = protocolNames.filter((name) => !/^(management|prometheus)/.test(name));

/** Spoken without TLS over HTTP: it can be asked whether it is well. */
export const isPlainHttp = (protocol: ProtocolWord): boolean => protocol === 'management' || protocol === 'prometheus';
