import { NotOverHttp } from '../errors.js';
import type { Context } from './context.js';

/**
 * For what the server does over HTTP without telling what became of it: the node's own tool does and tells (throws
 * NotOverHttp with the reason); with --api-only it is done, and that is said.
 */
export async function outcomeUntold(
  reason: string,
  { settings, note }: Pick<Context<unknown, unknown>, 'settings' | 'note'>,
  perform: () => Promise<void>,
): Promise<void> {
  if (!settings.apiOnly.value) throw new NotOverHttp(reason);
  await perform();
  note(`The server has begun; ${reason}.`);
}
