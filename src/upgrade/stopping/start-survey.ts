import { CliError } from '../../errors.js';
import type { BrokerProbe } from '../../ssh/broker-service.js';
import type { Member } from '../member.js';
import { applicationRuns } from '../membership/own-view.js';
import type { Stopped } from './start-order.js';
import { stoppedMachine } from './stopped-machine.js';

/** A node of a cluster that is to be started, looked at over SSH alone. */
export interface Starting extends Stopped {
  readonly member: Member;
  readonly probe: BrokerProbe | undefined;
  /** RabbitMQ's version on its disk; empty where nobody tells. */
  readonly version: string;
  /** Why its machine could not be asked. */
  readonly problem: CliError | undefined;
}

/** Looks at it, and touches nothing. Throws no error of ours. */
export async function surveyStarting(member: Member): Promise<Starting> {
  const { name } = member;
  try {
    const [probe, machine, installed] = await Promise.all([
      member.service.probe(),
      stoppedMachine(member),
      member.packages.installed().catch(unlessOurs),
    ]);
    const runs = probe.service === 'active' && (await applicationRuns(member));
    return { name, member, runs, probe, machine, version: installed?.rabbitmq ?? '', problem: undefined };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { name, member, runs: false, probe: undefined, machine: undefined, version: '', problem: error };
  }
}

/** Of packages of another kind the version is not needed. */
function unlessOurs(error: unknown): undefined {
  if (!(error instanceof CliError)) throw error;
}
