import { type ProtocolWord, protocolNames } from '../cluster/protocol-words.js';
import { UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import { option, ours } from './input.js';

type Ports = Readonly<Record<string, number>>;

/** What haproxy and nginx are told alike. */
export const balancerFlags = {
  protocols: ours<readonly ProtocolWord[] | undefined>({
    ...option(
      `protocols, separated by commas: ${protocolNames.join(', ')}; default all that are spoken but management and prometheus`,
    ),
    parse: (word, name) => word.split(',').map((typed) => protocolOf(typed.trim(), name)),
    missing: undefined,
  }),
  'bind-address': ours<string>({
    ...option('address that the balancer listens on; default 0.0.0.0'),
    parse: (word, name) => {
      if (/^[A-Za-z0-9.:_-]+$/.test(word)) return word;
      throw new UsageError(`--${name} takes an address, not "${word}"`);
    },
    missing: '0.0.0.0',
  }),
  port: ours<Ports>({
    ...option('ports of the balancer where they are not those of the nodes: amqp=5673,mqtt=1884'),
    parse: (word, name) => Object.fromEntries(word.split(',').map((pair) => portOf(pair.trim(), name))),
    missing: {},
  }),
  'max-connections': ours<number | undefined>({
    ...option('connections that are let through for each protocol (haproxy), or to each node (nginx)'),
    parse: (word, name) => wholeNumber(word, name),
    missing: undefined,
  }),
};

/** A whole number from 1 on. Throws UsageError. */
export function wholeNumber(word: string, name: string): number {
  if (/^[1-9]\d{0,14}$/.test(word)) return Number(word);
  throw new UsageError(`--${name} takes a whole number from 1 on, not "${word}"`);
}

function protocolOf(typed: string, name: string): ProtocolWord {
  const found = protocolNames.find((known) => known === typed.toLowerCase());
  if (found !== undefined) return found;
  const meant = nearest(typed, protocolNames);
  const hint = `${meant === undefined ? '' : `Did you mean ${meant}? `}There are ${protocolNames.join(', ')}.`;
  throw new UsageError(`--${name}: there is no protocol ${typed}`, { hint });
}

function portOf(pair: string, name: string): readonly [string, number] {
  const [, service = '', port = ''] = /^([a-z0-9-]+)=(\d{1,5})$/.exec(pair) ?? [];
  if (service !== '' && Number(port) >= 1 && Number(port) <= 65_535) return [service, Number(port)];
  throw new UsageError(`--${name} takes PROTOCOL=PORT, such as amqp=5673, not "${pair}"`);
}
