import type { Shovel } from '../api/shovels.js';
import { NotOverHttp } from '../errors.js';
import type { Properties, Term } from '../format/term.js';
import { has } from './capabilities.js';
import { lastChanged } from './last-changed.js';

/**
 * A shovel as shovel_status of this version says it: which keys there are depends on its state. Throws NotOverHttp for a
 * field whose word there is not known.
 */
export function shovelWords(shovel: Shovel, rabbitmq: string): Properties {
  const words: Record<string, Term> = { termination_reason: '', ...withoutAddresses(shovel, rabbitmq) };
  for (const [field, fact] of Object.entries(shovel)) {
    const name = names[field];
    if (name === undefined) throw new NotOverHttp(`it has its own word for ${field}`);
    if (name === null) continue;
    if (name === 'last_changed') words[name] = lastChanged(String(fact));
    else words[name] = typeof fact === 'number' ? fact : String(fact);
  }
  return Object.fromEntries(Object.entries(words).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** HTTP leaves out what one has that does not run. */
function withoutAddresses({ state }: Shovel, rabbitmq: string): Properties {
  if (state !== 'starting' && state !== 'terminated') return {};
  const protocols = state === 'starting' && has(rabbitmq, 'protocols_of_starting_shovel');
  return { source: '', destination: '', ...(protocols && { source_protocol: '', destination_protocol: '' }) };
}

/** HTTP's names of what the real tool calls otherwise; null is what only HTTP tells. */
const names: Readonly<Record<string, string | null>> = {
  ...{ name: 'name', vhost: 'vhost', type: 'type', state: 'state', timestamp: 'last_changed' },
  ...{ reason: 'termination_reason', node: null, blocked_status: null },
  ...Object.fromEntries(
    ['uri', 'protocol', 'address', 'queue', 'exchange', 'exchange_key'].flatMap((of) => [
      [`src_${of}`, of === 'uri' ? 'source' : `source_${of}`],
      [`dest_${of}`, of === 'uri' ? 'destination' : `destination_${of}`],
    ]),
  ),
  // From 4.1 on: numbers of messages.
  ...{ remaining: 'remaining', remaining_unacked: 'remaining_unacked', pending: 'pending', forwarded: 'forwarded' },
};
