import { TimedOut } from '../../errors.js';
import { viewFrom } from '../health/views.js';
import type { NodeContext } from '../node-context.js';
import { Paused } from '../paused.js';
import { copiesOn, titleOf } from './replicas.js';

/** What is left of a node among the others. */
interface Left {
  readonly text: string;
  /** Streams that count it among their replicas, and nothing else. */
  readonly streams: readonly string[];
}

/**
 * Waits until every other one, by its own word, has nothing of a node that was forgotten: what HTTP tells of replicas is up to
 * 5 s old, on each node another time, and RabbitMQ looks after streams every 30 s. Warns of streams that do not let go of it;
 * throws Paused with all else that is left.
 */
export async function nothingLeft(context: NodeContext): Promise<void> {
  const { engine, member } = context;
  const report = (reason: string) => engine.emit({ event: 'waiting', state: 'verify', node: member.name, reason });
  let left: Left | undefined;
  const ask = async (): Promise<true | string> => {
    left = await leftOf(context);
    return left?.text ?? true;
  };
  try {
    await context.wait(ask, { timeout: 60, every: 1000, report });
  } catch (error) {
    if (!(error instanceof TimedOut)) throw error;
    const streams = left?.streams ?? [];
    if (streams.length === 0) throw new Paused('verify', error.message, { node: member.name, cause: error });
    // Seen on 3.10.8, where its coordinator asks the node that is gone to stop it, every ten seconds and for good.
    context.warn(
      `counted by RabbitMQ among the replicas of ${streams.join(', ')} until a broker of its name answers; the other replicas are not touched by that`,
    );
  }
}

async function leftOf({ member, peers }: NodeContext): Promise<Left | undefined> {
  const streams = new Set<string>();
  let text: string | undefined;
  for (const peer of peers) {
    const [views, copies] = await Promise.all([viewFrom(peer), copiesOn(member.name, peer)]);
    if (views.some(({ name }) => name === member.name))
      return { text: `${peer.name} still counts it as a member`, streams: [] };
    const other = copies.find(({ type }) => type !== 'stream');
    if (other !== undefined) return { text: `${peer.name} still knows a replica there, of ${other.name}`, streams: [] };
    for (const of of copies) streams.add(titleOf(of));
    const [first] = copies;
    if (first !== undefined) text ??= `${peer.name} still knows a replica there, of ${first.name}`;
  }
  return text === undefined ? undefined : { text, streams: [...streams] };
}
