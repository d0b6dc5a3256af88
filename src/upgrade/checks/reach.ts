import type { RunOptions } from '../run-options.js';
import type { MemberMatter, MemberSurvey, Problem, Survey } from '../survey.js';
import { type Check, type Finding, findings, inWords } from './check.js';

/** P1: every node's own HTTP and SSH, root on the machine that is really its own, and the right to do what a run does. */
export const reach: Check = (survey, options) =>
  findings(
    'reach',
    [
      ...survey.members.flatMap((of) => [
        ...of.problems
          .filter(({ what }) => ofTheMachine.has(what) && !(what === 'http' && isKnownToBeOut(of, survey)))
          .map((problem) => problemFinding(of, problem, options)),
        ...serviceFindings(of),
      ]),
      ...sharedMachines(survey.members),
      ...rightsFindings(survey),
    ],
    'every node answers over HTTP and SSH, and lets us be root',
  );

const ofTheMachine: ReadonlySet<MemberMatter> = new Set(['http', 'ssh', 'sudo', 'files']);

/** A node that is down or drained does not listen: that is the affair of the check `membership`. */
const isKnownToBeOut = ({ name }: MemberSurvey, { members }: Survey): boolean =>
  members.some(({ view = [] }) => {
    const seen = view.find((node) => node.name === name);
    return seen?.running === false || seen?.being_drained === true;
  });

function problemFinding({ name }: MemberSurvey, problem: Problem<MemberMatter>, { packages }: RunOptions): Finding {
  const message = inWords(problem.error);
  // With commands of the operator's own, root is theirs to have: without it only the settings are not looked at.
  const onlySettings = packages === 'command' && (problem.what === 'files' || problem.what === 'sudo');
  if (!onlySettings) return { level: 'blocker', node: name, message };
  return { level: 'warning', node: name, message: `its settings and disks are not checked: ${message}` };
}

/** A machine that is another's would be stopped in its place. */
function serviceFindings({ name, member, overview, probe, disk }: MemberSurvey): readonly Finding[] {
  if (overview === undefined || probe === undefined) return [];
  const { name: machine } = member.node.host;
  const blocker = (message: string): Finding => ({ level: 'blocker', node: name, message });
  const wrong = `Does ssh.host name another machine? rabbitctl settings shows where it comes from`;
  if (disk?.isHere === false) return [blocker(`${machine} has no data directory of this node. ${wrong}`)];
  if (probe.service === 'inactive' || probe.service === 'failed') {
    const message = `the node answers, but rabbitmq-server.service of ${machine} is ${probe.service}: it was not started by systemd, and could not be stopped by it. Start it as a service. ${wrong}`;
    return [blocker(message)];
  }
  if (probe.service === 'activating' || probe.service === 'deactivating') {
    return [
      { ...blocker(`rabbitmq-server.service is ${probe.service}: wait until that is over`), lasting: 'transient' },
    ];
  }
  return [];
}

function sharedMachines(members: Survey['members']): readonly Finding[] {
  const first = new Map<string, MemberSurvey>();
  return members.flatMap((of): readonly Finding[] => {
    const instance = of.probe?.instance;
    if (instance === undefined) return [];
    const other = first.get(instance);
    if (other === undefined) {
      first.set(instance, of);
      return [];
    }
    const message = `is said to be on the machine of ${other.name}, ${other.member.node.host.name}, where one broker runs. Correct ssh.host`;
    return [{ level: 'blocker', node: of.name, message }];
  });
}

/** The lock, definitions and feature flags are for administrators. */
function rightsFindings({ user, problems }: Survey): readonly Finding[] {
  if (user !== undefined && !user.tags.includes('administrator')) {
    const message = `${user.name} is not tagged administrator, which the lock, definitions and feature flags need. rabbitmqctl set_user_tags ${user.name} administrator`;
    return [{ level: 'blocker', message }];
  }
  return problems
    .filter(({ what }) => what === 'user')
    .map(({ error }) => ({ level: 'blocker', message: inWords(error) }));
}
