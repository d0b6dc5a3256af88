import { listNodes } from '../api/nodes.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Result } from '../format/result.js';
import { fileResult } from './file-result.js';
import { systemdOverride } from './systemd-override.js';

export interface AskedOverride {
  readonly cluster: Cluster;
  readonly flags: {
    readonly 'file-descriptors': number | undefined;
    readonly 'memory-max': string | undefined;
    readonly tasks: number | undefined;
    readonly 'start-seconds': number;
    readonly 'stop-seconds': number;
    readonly restart: string;
    readonly 'core-dumps': boolean;
  };
  note(line: string): void;
}

/** The drop-in for every node; what is too little for what they use now is said on stderr. */
export async function runOverride({ cluster, flags, note }: AskedOverride): Promise<Result> {
  const nodes = await listNodes(cluster.api, ['name', 'running', 'fd_used', 'fd_total', 'mem_limit']);
  const descriptors = flags['file-descriptors'];
  for (const { name, fd_used: used } of nodes)
    if (descriptors !== undefined && used !== undefined && used * 2 > descriptors)
      note(`${name} has ${used} file descriptors open: ${descriptors} leave it little room`);
  const most = bytesOf(flags['memory-max']);
  for (const { name, mem_limit: limit } of nodes)
    if (most !== undefined && limit !== undefined && most <= limit)
      note(
        `${name} blocks publishers at ${limit} bytes of memory: with ${flags['memory-max']} the kernel ends it before`,
      );
  const text = systemdOverride(cluster.name, nodes, {
    ...{ fileDescriptors: descriptors, memoryMax: flags['memory-max'], tasks: flags.tasks, restart: flags.restart },
    ...{ startSeconds: flags['start-seconds'], stopSeconds: flags['stop-seconds'], coreDumps: flags['core-dumps'] },
  });
  return fileResult(text);
}

/** Of `12G`; a share of the machine's memory is not known from here. */
function bytesOf(amount: string | undefined): number | undefined {
  const [, number, unit = ''] = /^(\d+)([KMGT]?)$/.exec(amount ?? '') ?? [];
  return number === undefined ? undefined : Number(number) * 1024 ** ' KMGT'.indexOf(unit || ' ');
}
