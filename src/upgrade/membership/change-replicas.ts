import { CliError } from '../../errors.js';
import type { Member } from '../member.js';
import type { NodeContext } from '../node-context.js';
import type { Copies } from './replicas.js';
import { tell } from './tell.js';

/** What went wrong with one of them, in the tool's words. */
export interface Refused {
  readonly of: Copies;
  readonly said: string;
}

/**
 * Has the members give a node replicas of these, or take its own away, and says what went wrong, if anything: whether it is
 * done, the queues tell. Each by its own order: `grow` and `shrink` would take all at once. Throws what reaching a machine
 * throws.
 */
export async function changeReplicas(
  context: NodeContext,
  change: 'add' | 'delete',
  copies: readonly Copies[],
): Promise<readonly Refused[]> {
  const { engine, member } = context;
  const ask = (work: (peer: Member) => Promise<void>): Promise<string> =>
    engine.fromPeers(member, async (peer) => {
      try {
        await work(peer);
        return '';
      } catch (error) {
        // Not reached: another one is asked. That it was refused is no news of the others.
        if (error instanceof CliError && error.node === peer.name)
          return error.hint?.split('\n').at(-1) ?? error.message;
        throw error;
      }
    });
  const refused: Refused[] = [];
  for (const of of copies) {
    engine.signal.throwIfAborted();
    const { name, vhost, type } = of;
    const [tool, noun] = type === 'stream' ? ['rabbitmq-streams', 'replica'] : ['rabbitmq-queues', 'member'];
    const said = await ask((peer) =>
      tell(context, peer, tool, `${change}_${noun}`, name, member.name, '--vhost', vhost),
    );
    if (said !== '') refused.push({ of, said });
  }
  return refused;
}
