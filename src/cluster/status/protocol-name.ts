/** Other words for protocols, and the name that each becomes (rabbitmq_cli `core/listeners.ex` normalize_protocol). */
const aliases: readonly (readonly [RegExp, string])[] = [
  [/^amqp(?:0([._-]?)9\1(?:1)|1[._-]?0)$/, 'amqp'],
  [/^mqtt3([._]?)1(?:\1(?:1))?$/, 'mqtt'],
  [/^stomp1[._]?[012]$/, 'stomp'],
  [/^amqps$/, 'amqp/ssl'],
  [/^(mqtt|stomp)(?:s|\+tls|\+ssl)$/, '$1/ssl'],
  [/^(?:http1|http1\.1|http_api|management|management_ui|ui)$/, 'http'],
  [/^(?:cli|distribution)$/, 'clustering'],
  [/^(?:cli|distribution)\/(?:ssl|tls)$/, 'clustering/ssl'],
  [/^web[-_]?(mqtt|stomp)$/, 'http/web-$1'],
  [/^web-?(mqtt|stomp)[/+](?:tls|ssl)$/, 'https/web-$1'],
];

/** How listeners call the protocol that somebody typed: AMQP and amqp091 are amqp. */
export function protocolName(typed: string): string {
  const word = typed.toLowerCase();
  const [pattern, name] = aliases.find(([alias]) => alias.test(word)) ?? [word, word];
  return word.replace(pattern, name);
}
