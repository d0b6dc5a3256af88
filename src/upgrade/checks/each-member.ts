import { compareVersions } from '../../cluster/capabilities.js';
import { CliError } from '../../errors.js';
import type { MemberSurvey, Survey } from '../survey.js';
import { type Finding, inWords } from './check.js';

/** Those that can be asked over HTTP; the others are the affair of the check `reach`. */
export const answering = (members: Survey['members']): readonly MemberSurvey[] =>
  members.filter(({ overview }) => overview !== undefined);

/** Those in whose version there is something to check; such a check is passed over when it applies to nobody. */
export const from = (version: string, members: readonly MemberSurvey[]): readonly MemberSurvey[] =>
  members.filter(({ overview }) => compareVersions(overview?.rabbitmq_version ?? version, version) >= 0);

/** Those that are older than that. */
export const before = (version: string, members: readonly MemberSurvey[]): readonly MemberSurvey[] =>
  members.filter((of) => !from(version, [of]).includes(of));

export interface Asked {
  readonly found: readonly Finding[];
  /** Nobody was left out. */
  readonly all: boolean;
}

/** What is found on each member, asked side by side. One that cannot be asked is a finding, too, unless `reach` tells why. */
export async function eachOf(
  members: readonly MemberSurvey[],
  ask: (of: MemberSurvey) => Promise<readonly Finding[]>,
): Promise<Asked> {
  const answers = await Promise.all(
    members.map((of) => (of.overview === undefined ? undefined : unlessTold(of, () => ask(of)))),
  );
  return { found: answers.flatMap((answer) => answer ?? []), all: !answers.includes(undefined) };
}

async function unlessTold(
  of: MemberSurvey,
  ask: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[] | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    // A node's own tool needs SSH and root as the survey did.
    if (of.problems.some(({ what }) => what === 'ssh' || what === 'sudo')) return undefined;
    return [{ level: 'blocker', node: of.name, message: `could not be checked: ${inWords(error)}` }];
  }
}
