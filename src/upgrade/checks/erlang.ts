import { compareVersions } from '../../cluster/capabilities.js';
import { turnsOf } from '../node-standing.js';
import type { MemberSurvey } from '../survey.js';
import { erlangRange, isErlangSupported } from '../tables/erlang-ranges.js';
import { type Check, type Finding, findings } from './check.js';
import { sourceVersion, targetVersion } from './target-version.js';

/**
 * P4: the Erlang that will run the broker: the one that the run brings, or that lies on the disk already and has not been
 * started yet. One that runs already is the operator's.
 */
export const erlang: Check = (survey, options) => {
  const to = options.kind === 'upgrade' ? targetVersion(survey, options) : sourceVersion(survey);
  const all = turnsOf(survey, options);
  const turns = options.kind === 'upgrade' ? all : all.filter(isChanged);
  if (to === undefined || turns.length === 0) return [];
  if (erlangRange(to) === undefined) {
    return findings(
      'erlang',
      [{ level: 'warning', message: `which Erlang RabbitMQ ${to} supports is not known here` }],
      '',
    );
  }
  const versions = [...new Set(turns.flatMap((of) => comingTo(of) ?? runningOn(of) ?? []))].toSorted(compareVersions);
  return findings(
    'erlang',
    turns.flatMap((of) => erlangFinding(of, to)),
    `Erlang ${versions.join(' and ')} suits ${to}`,
  );
};

function erlangFinding(of: MemberSurvey, to: string): readonly Finding[] {
  const coming = comingTo(of);
  const version = coming ?? runningOn(of);
  if (version === undefined || isErlangSupported(to, version) !== false) return [];
  const range = erlangRange(to);
  const supported = range?.from === range?.to ? range?.to : `${range?.from} to ${range?.to}`;
  const message = `RabbitMQ ${to} supports Erlang ${supported}, not ${version}`;
  if (coming === undefined || isRunning(coming, of)) {
    return [{ level: 'warning', node: of.name, message: `${message}, which runs already` }];
  }
  return [
    {
      ...{ level: 'blocker', node: of.name, override: 'unsupported-erlang' },
      message: `${message}, which ${broughtBy(of) === undefined ? 'is installed and comes with the next start. Put the one that runs back' : 'the package brings. Give its repository a supported one, or hold Erlang back'}`,
    },
  ];
}

const runningOn = ({ overview }: MemberSurvey): string | undefined => overview?.erlang_version;

/** Of 27 or 27.3.4 it is not known whether more digits follow. */
function isRunning(version: string, of: MemberSurvey): boolean {
  const running = runningOn(of) ?? '';
  return running === version || running.startsWith(`${version}.`) || version.startsWith(`${running}.`);
}

function isChanged(of: MemberSurvey): boolean {
  const coming = comingTo(of);
  return coming !== undefined && runningOn(of) !== undefined && !isRunning(coming, of);
}

const comingTo = (of: MemberSurvey): string | undefined => broughtBy(of) ?? onDisk(of);

const broughtBy = ({ changes = [] }: MemberSurvey): string | undefined => erlangOf(changes.find(isErlang)?.to);

const onDisk = ({ installed }: MemberSurvey): string | undefined =>
  erlangOf(installed?.packages.find(isErlang)?.version);

const isErlang = ({ name }: { readonly name: string }): boolean => /^(erlang-base|erlang|esl-erlang)$/.test(name);

/** `1:27.3.4.1+dfsg-1` is 27.3.4.1. */
const erlangOf = (version: string | undefined): string | undefined =>
  /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(version ?? '')?.[1];
