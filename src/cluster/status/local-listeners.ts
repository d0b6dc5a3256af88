import { getListeners, type Listener } from '../../api/overview.js';
import { NotPermitted } from '../../errors.js';
import type { Node } from '../cluster.js';

/** Listeners of this one node. Throws NotPermitted when none is told: users without the tag monitoring see none. */
export async function localListeners({ api, name }: Node): Promise<readonly Listener[]> {
  const listeners = (await getListeners(api)).filter(({ node }) => node === name);
  if (listeners.length > 0) return listeners;
  throw new NotPermitted(`${name} tells none of its listeners`, { hint: 'The user needs the tag monitoring.' });
}
