import { getListeners, type Listener } from '../../api/overview.js';
import { CheckFailed } from '../../errors.js';
import type { Node } from '../cluster.js';
import { listenerInterface, listenerPurpose } from './listener-purpose.js';

/** Listeners of this one node. Throws CheckFailed when none is told: users without the tag monitoring see none. */
export async function localListeners({ api, name }: Node): Promise<readonly Listener[]> {
  const listeners = (await getListeners(api)).filter(({ node }) => node === name);
  if (listeners.length > 0) return listeners;
  throw new CheckFailed(`${name} tells none of its listeners`, { hint: 'The user needs the tag monitoring.' });
}

/** A listener as the JSON of the real tool's checks shows it. */
export const listenerJson = ({ node = '', port = 0, protocol = '', ip_address: address = '' }: Listener) => ({
  node,
  port,
  protocol,
  interface: listenerInterface(address),
  purpose: listenerPurpose(protocol),
});
