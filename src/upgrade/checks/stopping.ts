import { compareViews } from '../health/compare-views.js';
import { viewsOf } from '../health/views.js';
import { isDown } from '../stopping/is-down.js';
import type { MemberSurvey, Survey } from '../survey.js';
import { type Check, type Finding, findings, inWords, listed, notHad, queueName } from './check.js';

const downBefore = ({ probe }: MemberSurvey): boolean => probe !== undefined && isDown(probe);

/** Or on its way there: it does not answer any more. */
const isGoing = (of: MemberSurvey): boolean => downBefore(of) || of.probe?.service === 'deactivating';

/** Every machine is reached as root, and every node that runs over HTTP. */
const reach: Check = (survey) => {
  const found = survey.members.flatMap((of) => [...machine(of), ...http(of)]);
  const running = survey.members.some((of) => !isGoing(of));
  const rights = running ? survey.problems.filter(({ what }) => what === 'user') : [];
  return findings(
    'reach',
    [...found, ...rights.map(({ error }): Finding => ({ level: 'blocker', message: inWords(error) })), ...tags(survey)],
    'every machine is reached over SSH, and lets us be root',
  );
};

function machine({ name, problems, probe }: MemberSurvey): readonly Finding[] {
  const blocker = (message: string): Finding => ({ level: 'blocker', node: name, message });
  const found = problems
    .filter(({ what }) => what === 'ssh' || what === 'sudo')
    .map(({ error }) => blocker(inWords(error)));
  if (found.length > 0 || probe?.service !== 'unknown') return found;
  return [blocker('its broker is no service of systemd (rabbitmq-server.service), and is stopped by nobody but you')];
}

const http = (of: MemberSurvey): readonly Finding[] =>
  isGoing(of)
    ? []
    : of.problems
        .filter(({ what }) => what === 'http')
        .map(({ error }) => ({ level: 'blocker', node: of.name, message: `it runs, but ${inWords(error)}` }));

function tags({ user }: Survey): readonly Finding[] {
  if (user === undefined || user.tags.includes('administrator')) return [];
  return [{ level: 'blocker', message: `${user.name} is not tagged administrator, which the lock needs` }];
}

/** All that run see each other: a side that is apart would be stopped as the last one of its own. */
const together: Check = ({ members }) => {
  const running = members.filter((of) => !isGoing(of));
  const seen = running.map(({ name, view, overview }) => ({
    ...{ name, views: view && viewsOf(view) },
    answers: view !== undefined || overview !== undefined,
  }));
  const found = compareViews(
    seen,
    members.map(({ name }) => name),
  ).flatMap((one): readonly Finding[] => {
    if (one.kind === 'down') return [];
    const message =
      one.kind === 'apart'
        ? `does not see ${one.from}: the cluster is partitioned. Mend that first: whoever starts first would win`
        : `counts ${one.counts.join(', ')} as members`;
    return [{ level: 'blocker', node: one.node, message }];
  });
  const down = members.filter(downBefore).map(
    ({ name }): Finding => ({
      ...{ level: 'warning', node: name },
      message: 'is down already, and is started last',
    }),
  );
  return findings('together', [...found, ...down], `${members.length} nodes run, none apart`);
};

/** What no cluster has any more when it comes up again. */
const lasting: Check = (survey) => {
  const queues = survey.queues ?? [];
  const lost = queues.filter(({ durable, exclusive }) => durable !== true && exclusive !== true);
  const names = lost.map(({ vhost, name }) => queueName(vhost, name));
  const message = `queues that do not outlive a stop of the cluster, with all that is in them: ${listed(names)}`;
  const found: readonly Finding[] = lost.length === 0 ? [] : [{ level: 'warning', message }];
  return findings(
    'lasting',
    [...found, ...notHad(survey, 'queues').map((of): Finding => ({ ...of, level: 'warning' }))],
    'every queue outlives a stop',
  );
};

export const stopChecks: Readonly<Record<string, Check>> = { reach, together, lasting };
