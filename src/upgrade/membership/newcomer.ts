import { asRecord } from '../../api/shapes.js';
import { hostOf } from '../../cluster/node-name.js';
import { CheckFailed, CliError } from '../../errors.js';
import { runTool } from '../../ssh/rabbitmqctl.js';
import { parseToolJson } from '../../ssh/tool-json.js';
import type { Member } from '../member.js';
import { type MachineView, machineView } from './machine.js';
import { applicationRuns, type OwnView, ownView } from './own-view.js';

/** What was found of a node that is to join. A field is undefined when it could not be had: `problem` says why. */
export interface Newcomer {
  readonly member: Member;
  readonly runs: boolean | undefined;
  readonly view: OwnView | undefined;
  readonly data: OwnData | undefined;
  readonly machine: MachineView | undefined;
  /** The machines of the members, with their ways to it. */
  readonly around: readonly MachineView[];
  /** Those of others that are to join as well. */
  readonly beside: readonly MachineView[];
  readonly problem: CliError | undefined;
}

/** What it would lose. */
export interface OwnData {
  /** `orders in /shop`. */
  readonly queues: readonly { readonly name: string; readonly vhost: string }[];
  /** Without what every node begins with. */
  readonly users: readonly string[];
  readonly vhosts: readonly string[];
}

/** Looks at nodes that are to join, and touches nothing. Throws no error of ours. */
export async function surveyNewcomers(
  newcomers: readonly Member[],
  members: readonly Member[],
): Promise<readonly Newcomer[]> {
  return Promise.all(
    newcomers.map((member) =>
      surveyNewcomer(
        member,
        members,
        newcomers.filter((other) => other !== member),
      ),
    ),
  );
}

async function surveyNewcomer(
  member: Member,
  members: readonly Member[],
  others: readonly Member[],
): Promise<Newcomer> {
  const nothing = { runs: undefined, view: undefined, data: undefined, machine: undefined, around: [], beside: [] };
  try {
    // First by itself: that says where its node listens.
    const [alone, runs] = await Promise.all([machineView(member, []), applicationRuns(member)]);
    const to = [placeOf(alone)];
    const [around, beside] = await Promise.all([
      Promise.all(members.map((of) => machineView(of, to))),
      Promise.all(others.map((of) => machineView(of, to))),
    ]);
    const [machine, view, data] = await Promise.all([
      machineView(member, around.map(placeOf)),
      runs ? ownView(member) : undefined,
      runs ? ownData(member) : undefined,
    ]);
    return { member, runs, view, data, machine, around, beside, problem: undefined };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { member, ...nothing, problem: error };
  }
}

const placeOf = ({ member, port }: MachineView) => ({ name: member.name, port });

async function ownData(member: Member): Promise<OwnData> {
  const { host, sudo } = member.node;
  const longnames = hostOf(member.name).includes('.') ? ['--longnames'] : [];
  // Without a formatter: that would put the document into a string.
  const words = ['--quiet', '--node', member.name, ...longnames, 'export_definitions', '-'];
  const options = { deadline: 120_000, ...(sudo === undefined ? {} : { sudo }) };
  const json = asRecord(parseToolJson((await runTool(host, 'rabbitmqctl', words, options)).stdout));
  // Nothing said is not nothing there.
  if (!Array.isArray(json.queues)) {
    throw new CheckFailed(`${member.name} does not tell what it has: export_definitions names no queues`, {
      node: member.name,
    });
  }
  const rows = (key: string) => (Array.isArray(json[key]) ? json[key].map(asRecord) : []);
  return {
    queues: rows('queues').map(({ name, vhost }) => ({ name: String(name), vhost: String(vhost) })),
    users: rows('users').flatMap(({ name }) => (name === 'guest' ? [] : [String(name)])),
    vhosts: rows('vhosts').flatMap(({ name }) => (name === '/' ? [] : [String(name)])),
  };
}
