import { listQueues, type Queue } from '../../api/queues.js';
import { askOwnTool } from '../health/own-tool.js';
import { runs } from '../health/running-version.js';
import type { NodeContext } from '../node-context.js';
import { reached } from '../node-facts.js';
import type { Step } from '../step.js';

/**
 * Moves the leaders of streams to other nodes: drain moves those of quorum queues, but of streams in no release
 * (facts §1.8). A leader that will not move is only a short gap for its clients, so it is said and no more.
 */
export const moveLeaders: Step = {
  state: 'move-leaders',
  isDone: (facts) => reached(facts, 'drained'),
  perform: async (context) => {
    const { member, engine } = context;
    const queues = await engine.fromPeers(member, (peer) =>
      listQueues(peer.node.api, undefined, ['type', 'leader', 'members']),
    );
    const streams = queues.filter(({ type, leader }) => type === 'stream' && leader === member.name);
    // restart_stream came with 3.12.
    if (streams.length === 0 || !(await runs(member, '3.12.0'))) return;
    const end = engine.clock.now() + context.timeout * 1000;
    for (const stream of streams) {
      engine.signal.throwIfAborted();
      if (engine.clock.now() >= end) {
        context.warn(`not all leaders of streams were moved in ${context.timeout} s: theirs move when the node stops`);
        return;
      }
      await move(context, stream);
    }
  },
};

async function move(context: NodeContext, { name = '', vhost = '/', members = [] }: Queue): Promise<void> {
  const target = members.find((other) => other !== context.member.name);
  if (target === undefined) return;
  const words = [name, '--vhost', vhost, '--preferred-leader-node', target];
  const { code, stderr } = await context.engine.stopwatch.waiting(() =>
    askOwnTool(context.member, 'rabbitmq-streams', 'restart_stream', ...words),
  );
  if (code !== 0) context.warn(`the leader of stream ${name} stays where it is: ${stderr.split('\n').at(-1)}`);
}
