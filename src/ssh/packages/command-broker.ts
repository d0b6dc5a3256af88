import type { BrokerProbe, BrokerService } from '../broker-service.js';
import type { Host } from '../host.js';
import { type CommandPlace, filled } from './command-templates.js';

/** What HTTP tells of a broker that runs. */
export interface RunningBroker {
  /** Seconds since 1970, some seconds more or less: statistics lag. */
  readonly startedAt: number;
  readonly version: string;
  /** Of its process, in the namespace that it runs in: a container may have the same one each time. */
  readonly pid: string;
}

/**
 * A broker that is stopped and started by the operator's own commands. Whether it runs is asked of the cluster, whose other
 * members see a drained one, too: `lookUp` is undefined when it does not run. What is left of it is asked of its machine,
 * where that is known. Two of its instances are told apart by their pids, and by when they started, roughly.
 */
export function commandBroker(
  { node, templates, machine }: CommandPlace,
  lookUp: () => Promise<RunningBroker | undefined>,
): BrokerService {
  return {
    probe: async (): Promise<BrokerProbe> => {
      const [running, left] = await Promise.all([lookUp(), leftOn(machine, node)]);
      return {
        service: 'unknown',
        instance: running && `${node} ${running.version} ${running.pid} ~${running.startedAt}`,
        startedAt: running?.startedAt,
        ...(running !== undefined && { version: running.version }),
        ...left,
      };
    },
    stopArgv: filled(templates.stop, node),
    startArgv: filled(templates.start, node),
  };
}

type Left = Pick<BrokerProbe, 'processes' | 'registered'>;

async function leftOn(machine: Host | undefined, node: string): Promise<Left> {
  if (machine === undefined) return { processes: 0, registered: false };
  const { stdout } = await machine.run(['sh', '-c', leftScript], { deadline: 60_000 });
  const [count = '', ...names] = stdout.trim().split('\n');
  const registered = names.includes(node.split('@')[0] ?? '');
  // A process does not show whose it is: those of other nodes of the same machine are still registered.
  const others = names.filter((name) => name !== node.split('@')[0] && !name.startsWith('rabbitmqcli')).length;
  return { processes: Math.max(Number(count) - others, registered ? 1 : 0), registered };
}

/** How many brokers run, and the names that epmd knows, where the two tools are to be had. */
const leftScript = `
PATH=$PATH:/usr/lib/erlang/bin:/usr/local/lib/erlang/bin:/usr/lib64/erlang/bin
pgrep -c -f -- 'beam.* -s (rabbit|rabbit_prelaunch) (boot|start)' || [ $? = 1 ] || echo 0
epmd -names 2>/dev/null | sed -n 's/^name \\([^ ]*\\) at port .*/\\1/p'
`;
