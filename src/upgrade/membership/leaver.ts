import { CliError } from '../../errors.js';
import type { BrokerProbe } from '../../ssh/broker-service.js';
import type { Member } from '../member.js';
import type { MemberSurvey } from '../survey.js';
import { applicationRuns } from './own-view.js';
import { type Copies, copiesOn } from './replicas.js';

/** What was found of a node that is to leave. A field is undefined when it could not be had. */
export interface Leaver {
  readonly member: Member;
  /** One of the others at least counts it among them. */
  readonly listed: boolean;
  /** One of them at least sees it run. */
  readonly runs: boolean;
  readonly probe: BrokerProbe | undefined;
  /** RabbitMQ runs there, by its own word. */
  readonly ownApplication: boolean | undefined;
  /** What has a copy there. */
  readonly copies: readonly Copies[] | undefined;
  /** Why its machine could not be asked. */
  readonly problem: CliError | undefined;
}

/** Looks at it from the others and on its machine, and touches nothing. Throws no error of ours. */
export async function surveyLeaver(member: Member, others: readonly MemberSurvey[]): Promise<Leaver> {
  const seen = others.flatMap(({ view = [] }) => view.filter(({ name }) => name === member.name));
  const [machine, copies] = await Promise.all([machineOf(member), copiesBy(member.name, others)]);
  return { member, listed: seen.length > 0, runs: seen.some(({ running }) => running === true), copies, ...machine };
}

async function machineOf(member: Member): Promise<Pick<Leaver, 'probe' | 'ownApplication' | 'problem'>> {
  try {
    const probe = await member.service.probe();
    const ownApplication = probe.service === 'active' ? await applicationRuns(member) : false;
    return { probe, ownApplication, problem: undefined };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { probe: undefined, ownApplication: undefined, problem: error };
  }
}

async function copiesBy(node: string, others: readonly MemberSurvey[]): Promise<readonly Copies[] | undefined> {
  for (const { member, view } of others) {
    if (view === undefined) continue;
    try {
      return await copiesOn(node, member);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
    }
  }
  return undefined;
}
