import { compareVersions } from '../../cluster/capabilities.js';
import { turnsOf } from '../node-standing.js';
import type { MemberSurvey } from '../survey.js';
import { erlangRange, isErlangSupported } from '../tables/erlang-ranges.js';
import { type Check, type Finding, findings } from './check.js';
import { targetVersion } from './target-version.js';

/** P4: the Erlang that will run the target. One that the run brings must be supported; one that is there already is the operator's. */
export const erlang: Check = (survey, options) => {
  const to = targetVersion(survey, options);
  const turns = turnsOf(survey, options);
  if (to === undefined || turns.length === 0) return [];
  if (erlangRange(to) === undefined) {
    return findings(
      'erlang',
      [{ level: 'warning', message: `which Erlang RabbitMQ ${to} supports is not known here` }],
      '',
    );
  }
  const versions = [...new Set(turns.flatMap((of) => broughtBy(of) ?? runningOn(of) ?? []))].toSorted(compareVersions);
  return findings(
    'erlang',
    turns.flatMap((of) => erlangFinding(of, to)),
    `Erlang ${versions.join(' and ')} suits ${to}`,
  );
};

function erlangFinding(of: MemberSurvey, to: string): readonly Finding[] {
  const brought = broughtBy(of);
  const version = brought ?? runningOn(of);
  if (version === undefined || isErlangSupported(to, version) !== false) return [];
  const range = erlangRange(to);
  const supported = range?.from === range?.to ? range?.to : `${range?.from} to ${range?.to}`;
  const message = `RabbitMQ ${to} supports Erlang ${supported}, not ${version}`;
  if (brought === undefined || brought === runningOn(of)) {
    return [{ level: 'warning', node: of.name, message: `${message}, which runs already` }];
  }
  return [
    {
      ...{ level: 'blocker', node: of.name, override: 'unsupported-erlang' },
      message: `${message}, which the package brings. Give its repository a supported one, or hold Erlang back`,
    },
  ];
}

const runningOn = ({ overview }: MemberSurvey): string | undefined => overview?.erlang_version;

/** `1:27.3.4.1+dfsg-1` brings 27.3.4.1. */
function broughtBy({ changes = [] }: MemberSurvey): string | undefined {
  const change = changes.find(({ name }) => /^(erlang-base|erlang|esl-erlang)$/.test(name));
  return change?.to === undefined ? undefined : /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(change.to)?.[1];
}
