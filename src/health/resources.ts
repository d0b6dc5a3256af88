import type { ClusterNode } from '../api/nodes.js';
import type { ThresholdName } from '../cluster/health-thresholds.js';
import type { Alarm } from '../cluster/status/cluster-status.js';
import { getAlarms } from '../cluster/status/get-alarms.js';
import { type Asked, rowOf } from './ask-nodes.js';
import { eachNode } from './each-node.js';
import { type CheckName, type Finding, type Limits, type Outcome, outcome, together } from './finding.js';
import { inGroups, judge, passed } from './judge.js';
import { membersOf } from './members-of.js';

/** Alarms, and how far memory, disk and file descriptors of each node are from raising one. */
export async function resources(asked: Asked): Promise<Outcome> {
  const raised = await alarms(asked);
  const loud = new Set(raised.found.map(({ node, names }) => `${node} ${names?.[0]}`));
  const rows = membersOf(asked.nodes).flatMap((name): readonly ClusterNode[] => {
    const row = rowOf(name, asked.nodes);
    return row === undefined ? [] : [row];
  });
  const near = rows.flatMap((row) => measured(row, asked.limits));
  // What an alarm says already need not be measured as well.
  return together([raised, outcome(near.filter(({ node, check }) => !loud.has(`${node} ${check}`)))]);
}

/** Each node knows those of all: told once, whoever says it. */
async function alarms(asked: Asked): Promise<Outcome> {
  const told = await eachNode(asked, 'alarms', async ({ node }) => (await getAlarms(node.api)).map(alarmFinding));
  return { ...told, found: [...new Map(told.found.map((one) => [`${one.node} ${one.message}`, one])).values()] };
}

const alarmFinding = ({ node, resource }: Alarm): Finding => ({
  ...{
    check: 'alarms',
    level: 'critical',
    node,
    names: [resource === 'file_descriptors' ? 'file-descriptors' : resource],
  },
  ...alarmWords[resource],
});

const alarmWords: Readonly<Record<Alarm['resource'], Pick<Finding, 'message' | 'advice'>>> = {
  memory: {
    message: 'has a memory alarm: publishers are blocked in the whole cluster',
    advice:
      'See what takes it (rabbitctl memory_breakdown); let consumers catch up, purge, or raise the limit (rabbitctl set_vm_memory_high_watermark).',
  },
  disk: {
    message: 'has a disk alarm: publishers are blocked in the whole cluster',
    advice: 'Free space where its data are, or lower the limit (rabbitctl set_disk_free_limit).',
  },
  file_descriptors: {
    message: 'has no file descriptors left: it takes no new connections',
    advice: 'Close connections, or raise LimitNOFILE of rabbitmq-server.service and restart the node.',
  },
};

function measured(row: ClusterNode, limits: Limits): readonly Finding[] {
  const { mem_used: memory, mem_limit: most, fd_used: open, fd_total: may, disk_free: free } = row;
  const headroom = row.disk_free_limit === undefined || free === undefined ? undefined : free - row.disk_free_limit;
  return [
    ...over('memory', row, percent(memory, most), limits, ({ value, than }) => ({
      message: `uses ${value} % of the memory that it may (${than})`,
      advice: 'At 100 % publishers are blocked. See what takes it: rabbitctl memory_breakdown',
    })),
    ...over('disk', row, headroom === undefined ? undefined : headroom / 1e6, limits, ({ value, than }) => ({
      message: `has ${value} MB of disk left until publishers are blocked (${than})`,
      advice: 'Free space where its data are, or move them to a larger disk.',
    })),
    ...over('file-descriptors', row, percent(open, may), limits, ({ value, than }) => ({
      message: `uses ${value} % of its file descriptors (${than})`,
      advice: 'Close connections that nobody needs, or raise LimitNOFILE of rabbitmq-server.service.',
    })),
  ];
}

function over(
  check: ThresholdName & CheckName,
  { name }: ClusterNode,
  measure: number | undefined,
  limits: Limits,
  words: (of: { value: string; than: string }) => Pick<Finding, 'message' | 'advice'>,
): readonly Finding[] {
  const level = judge(check, measure, limits);
  if (level === 'ok' || measure === undefined || name === undefined) return [];
  const value = Math.round(measure);
  return [
    { check, level, node: name, value, ...words({ value: inGroups(value), than: passed(check, level, limits) }) },
  ];
}

const percent = (used: number | undefined, of: number | undefined): number | undefined =>
  used === undefined || of === undefined || of <= 0 ? undefined : (used / of) * 100;
