import type { BrokerProbe, BrokerService } from '../broker-service.js';
import { type CommandPlace, filled } from './command-templates.js';

/** What HTTP tells of a broker that runs. */
export interface RunningBroker {
  /** Seconds since 1970. */
  readonly startedAt: number;
  readonly version: string;
}

/** A broker that is stopped and started by the operator's own commands. Whether it runs is asked of itself: `lookUp` is undefined when it does not answer. */
export function commandBroker(
  { node, templates }: CommandPlace,
  lookUp: () => Promise<RunningBroker | undefined>,
): BrokerService {
  return {
    probe: async (): Promise<BrokerProbe> => {
      const running = await lookUp();
      return {
        service: 'unknown',
        // The clock of HTTP's uptime is coarse: what started within the same ten seconds is the same.
        instance: running && `${running.version}:${Math.round(running.startedAt / 10)}`,
        startedAt: running?.startedAt,
        ...(running !== undefined && { version: running.version }),
        processes: running === undefined ? 0 : 1,
        registered: false,
      };
    },
    stopArgv: filled(templates.stop, node),
    startArgv: filled(templates.start, node),
  };
}
