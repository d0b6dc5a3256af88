import { compareVersions } from '../../cluster/capabilities.js';
import type { MemberSurvey, Survey } from '../survey.js';
import { erlangRange, isErlangSupported } from '../tables/erlang-ranges.js';
import { judgePath, pathWarnings } from '../tables/upgrade-path.js';
import type { Verdict } from '../verdict.js';
import { type Check, findings } from './check.js';
import { runningVersions, sourceVersion, targetVersion } from './target-version.js';

type Finding = Omit<Verdict, 'check'>;

/** P3: one version, or what an upgrade half-way leaves: the source's and the target's. */
export const versions: Check = (survey, options) => {
  const running = runningVersions(survey);
  const target = targetVersion(survey, options);
  const others = running.filter((version) => version !== target);
  const text = running.join(' and ');
  if (others.length <= 1) return findings('versions', [], `all run ${text}`);
  const level = options.kind === 'restart' ? 'warning' : 'blocker';
  const message = `members run ${text}: finish that upgrade first`;
  return findings('versions', [{ level, message }], '');
};

/** P4: the hop is one that RabbitMQ supports. */
export const path: Check = (survey, options) => {
  const [from, to] = [sourceVersion(survey), targetVersion(survey, options)];
  if (from === undefined || to === undefined) return [];
  const khepri = survey.flags?.some(({ name, state }) => name === 'khepri_db' && state === 'enabled') === true;
  const judged = judgePath(from, to, { khepri });
  const warnings = pathWarnings(from, to).map((message): Finding => ({ level: 'warning', message }));
  if (judged.kind === 'downgrade') {
    const message = `${from} → ${to} is a downgrade, which RabbitMQ does not support`;
    return findings('path', [{ level: 'blocker', message }], '');
  }
  if (judged.kind === 'illegal') {
    const way = judged.chain.length > 0 ? `; the supported way: ${judged.chain.join(' → ')}` : '';
    const message = `${from} → ${to} is not supported: ${judged.reason}${way}`;
    return findings('path', [{ level: 'blocker', message, override: 'unsupported-path' }, ...warnings], '');
  }
  return findings('path', warnings, `${from} → ${to} is supported`);
};

/** The Erlang that will run the target: one that the run brings must be supported; one that is there already is the operator's. */
export const erlang: Check = (survey, options) => {
  const to = targetVersion(survey, options);
  if (to === undefined) return [];
  const found = survey.members.flatMap((of) => erlangFinding(of, to));
  return findings('erlang', distinct(found), `Erlang ${erlangs(survey).join(' and ')} suits ${to}`);
};

function erlangFinding(of: MemberSurvey, to: string): readonly Finding[] {
  const brought = broughtErlang(of);
  const version = brought ?? of.overview?.erlang_version;
  if (version === undefined || isErlangSupported(to, version) !== false) return [];
  const range = erlangRange(to);
  const message = `RabbitMQ ${to} supports Erlang ${range?.from} to ${range?.to}, not ${version}`;
  if (brought === undefined) return [{ level: 'warning', message: `${message}, which runs already` }];
  return [{ level: 'blocker', message: `${message}, which the package brings`, override: 'unsupported-erlang' }];
}

/** `1:27.3.4.1+dfsg-1` brings 27.3.4.1. */
function broughtErlang({ changes = [] }: MemberSurvey): string | undefined {
  const change = changes.find(({ name }) => /^(erlang-base|erlang|esl-erlang)$/.test(name));
  return change?.to === undefined ? undefined : /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(change.to)?.[1];
}

const erlangs = ({ members }: Survey): readonly string[] =>
  [...new Set(members.flatMap((of) => broughtErlang(of) ?? of.overview?.erlang_version ?? []))].toSorted(
    compareVersions,
  );

function distinct(found: readonly Finding[]): readonly Finding[] {
  return [...new Map(found.map((one) => [one.message, one])).values()];
}
