import type { NodeContext } from '../node-context.js';
import type { Step } from '../step.js';
import { changeReplicas } from './change-replicas.js';
import type { JoinFacts } from './join-steps.js';
import { isReplicated } from './leave-steps.js';
import { mirrorsThere } from './mirrors-there.js';
import { ReplicaLag } from './replica-lag.js';
import { type Copies, copiesOn } from './replicas.js';

/** What a node that takes the place of another one has to do beside joining: `old` says which one that is. */
export const growSteps = (old: (context: NodeContext) => string): readonly Step<JoinFacts>[] => [
  { state: 'grow', isDone: () => false, perform: (context) => growAll(context, old(context)) },
  { state: 'await-sync', isDone: () => false, perform: awaitSync },
];

/** Gives the new node a replica of all that the old one has one of; a queue may be declared there at any moment. */
export async function growAll(context: NodeContext, old: string): Promise<void> {
  const { engine } = context;
  let said = '';
  await engine.lock.check();
  const ask = async (): Promise<true | string> => {
    const left = await lackingOf(context, old);
    if (left.length === 0) return true;
    said = (await changeReplicas(context, 'add', left))[0]?.said ?? said;
    return `${left.length} replica${left.length === 1 ? '' : 's'} to add${said === '' ? '' : `: ${said}`}`;
  };
  // What HTTP tells of members is up to 5 s old.
  await context.wait(ask, { every: 3000, times: 2 });
}

/** What the old node has a replica of and the new one has not, as another member tells. Throws what the API throws. */
export async function lackingOf({ member, engine }: NodeContext, old: string): Promise<readonly Copies[]> {
  const copies = await engine.fromPeers(member, (peer) => copiesOn(old, peer));
  return copies.filter((of) => isReplicated(of) && !of.members.includes(member.name));
}

/** All replicas there are up, and have what their leaders had when it began to look. */
export async function awaitSync(context: NodeContext): Promise<void> {
  const { member, engine } = context;
  const lag = new ReplicaLag(member);
  const ask = async (): Promise<true | string> => {
    const copies = (await engine.fromPeers(member, (peer) => copiesOn(member.name, peer))).filter(isReplicated);
    const out = copies.filter(({ online }) => !online.includes(member.name));
    if (out.length > 0) return `the replica of ${out[0]?.name} is not up there yet`;
    const behind = await engine.fromPeers(member, (peer) => lag.of(copies, peer));
    if (behind !== undefined) return behind;
    const { filling, left } = await engine.fromPeers(member, (peer) => mirrorsThere(member.name, peer));
    if (filling.length > 0) return `mirrors of ${filling.join(', ')} are being filled`;
    if (left.length > 0) unsynchronised = left;
    return true;
  };
  let unsynchronised: readonly string[] = [];
  await context.wait(ask, { every: 2000, times: 2 });
  if (unsynchronised.length === 0) return;
  context.warn(
    `mirrors there are not synchronised, and will not be by themselves: rabbitctl sync_queue, for ${unsynchronised.join(', ')}`,
  );
}
