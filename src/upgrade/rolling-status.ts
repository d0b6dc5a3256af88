import { getOverview, identity } from '../api/overview.js';
import { CliError } from '../errors.js';
import type { NodeStanding } from './event.js';
import { isReplaced } from './node-facts.js';
import type { StatusOf } from './procedure.js';
import type { NodeStatus } from './progress/status-text.js';
import { wayBackLines } from './way-back.js';

/** How far a node is in an upgrade or a restart, by its machine and by what it answers. */
export async function rollingStatus(about: StatusOf): Promise<NodeStatus> {
  const { plan, run, node, member, done, drained } = about;
  const { options } = plan;
  const upgrade = options.kind === 'upgrade';
  const [overview, probe, installed] = await Promise.allSettled([
    getOverview(member.node.api, identity),
    member.service.probe(),
    upgrade ? member.packages.installed() : undefined,
  ]);
  const problem = [probe, installed].find((outcome) => outcome.status === 'rejected')?.reason;
  if (problem !== undefined && !(problem instanceof CliError)) throw problem;
  const facts = {
    name: node.name,
    ...(overview.status === 'fulfilled' && { running: overview.value.rabbitmq_version ?? '' }),
    ...(drained !== undefined && { drained: drained.has(node.name) }),
    ...(problem !== undefined && { problem: problem.message }),
  };
  if (probe.status === 'rejected' || installed.status === 'rejected') {
    return { ...facts, standing: done ? 'done' : 'half-way' };
  }
  const replaced = isReplaced(probe.value, node.instance, installed.value, node.candidate);
  const down = probe.value.instance === undefined;
  const untouched = !down && !replaced && !facts.drained;
  const standing: NodeStanding =
    done || (replaced && facts.running !== undefined) ? 'done' : untouched ? 'to-do' : 'half-way';
  const wayBack = down && upgrade ? await wayBackLines(member, node, options, run) : undefined;
  return {
    ...{ ...facts, standing, service: probe.value.service },
    ...(installed.value !== undefined && { installed: installed.value.version }),
    ...(wayBack !== undefined && { wayBack }),
  };
}
