import { hostOf } from '../../cluster/node-name.js';
import { CheckFailed } from '../../errors.js';
import { runTool } from '../../ssh/rabbitmqctl.js';
import type { Member } from '../member.js';
import type { NodeContext } from '../node-context.js';

/**
 * Has a node's own tool do something, in the state's time. Throws CheckFailed with what the tool said, and what `runTool`
 * throws: whoever was cut off meanwhile must look whether it was done.
 */
export async function tell(context: NodeContext, to: Member, tool: string, ...words: readonly string[]): Promise<void> {
  const { engine, timeout } = context;
  const { host, sudo } = to.node;
  const longnames = hostOf(to.name).includes('.') ? ['--longnames'] : [];
  // A second Ctrl-C ends the process; the first one waits for what was begun: a node between two clusters is in none.
  const options = { deadline: timeout * 1000, ...(sudo === undefined ? {} : { sudo }) };
  const all = ['--node', to.name, ...longnames, ...words];
  const { code, stdout, stderr } = await engine.stopwatch.waiting(() => runTool(host, tool, all, options));
  if (code === 0) return;
  const said = stderr.trim() || stdout.trim();
  throw new CheckFailed(`${tool} ${words[0] ?? ''} failed on ${to.name} with code ${code}`, {
    node: to.name,
    ...(said !== '' && { hint: said }),
  });
}
