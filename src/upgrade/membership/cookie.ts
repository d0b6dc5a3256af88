import { CheckFailed } from '../../errors.js';
import { runAsRoot } from '../../ssh/as-root.js';
import { runJob } from '../job.js';
import type { NodeContext } from '../node-context.js';
import { machineView } from './machine.js';
import { applicationRuns } from './own-view.js';

/**
 * Gives a machine the Erlang cookie of the cluster, with its broker stopped meanwhile, and starts that. The cookie goes from
 * stdout to stdin: it is in no argv, no file here and no log. Throws CheckFailed when it cannot be read or written.
 */
export async function putCookie(context: NodeContext): Promise<void> {
  const { member, peers, engine } = context;
  const [from] = peers;
  if (from === undefined) return;
  const [own, theirs] = await Promise.all([machineView(member, []), machineView(from, [])]);
  if (own.cookie !== theirs.cookie) {
    await engine.lock.check();
    await runJob(context, 'stop', member.service.stopArgv);
    const { stdout, code } = await runAsRoot(from.node.host, ['cat', file], { deadline: 30_000 });
    if (code !== 0 || stdout === '')
      throw new CheckFailed(`the cookie of ${from.name} cannot be read`, { node: from.name });
    const put = await runAsRoot(member.node.host, ['sh', '-c', putScript, 'rabbitctl', file], {
      input: stdout,
      deadline: 30_000,
    });
    if (put.code !== 0) {
      throw new CheckFailed(`the cookie cannot be put on the machine of ${member.name}`, {
        node: member.name,
        hint: put.stderr.trim(),
      });
    }
    context.note(`has the Erlang cookie of ${from.name} now`);
  }
  // Also after an earlier try that ended in between.
  if ((await member.service.probe()).service !== 'active') await runJob(context, 'start', member.service.startArgv);
  await context.wait(async () => (await applicationRuns(member)) || 'RabbitMQ is starting there', { every: 1000 });
}

const file = '/var/lib/rabbitmq/.erlang.cookie';

// Whole or not at all, and nobody else may read it at any moment.
const putScript = `
umask 077
cat > "$1.new" && chown rabbitmq:rabbitmq "$1.new" && chmod 400 "$1.new" && mv -f "$1.new" "$1"
`;
