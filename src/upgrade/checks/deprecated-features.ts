import { listUsedDeprecatedFeatures } from '../../api/deprecated-features.js';
import { compareVersions } from '../../cluster/capabilities.js';
import type { Survey } from '../survey.js';
import { deniedSince } from '../tables/denied-features.js';
import { settingsOf } from '../tables/settings-of-files.js';
import { type Check, type Finding, findings } from './check.js';
import { answering } from './each-member.js';
import { targetVersion } from './target-version.js';

/** P13 (3.13+): features in use that the target denies, unless every node permits them. */
export const deprecatedFeatures: Check = async (survey, options) => {
  const to = targetVersion(survey, options);
  const [via] = answering(survey.members);
  if (to === undefined || via === undefined) return [];
  const used = await listUsedDeprecatedFeatures(via.member.node.api);
  if (used === undefined) return [];
  const found = used.flatMap(({ name }) => (name === undefined ? [] : [findingOf(name, to, survey)]));
  return findings('deprecated-features', found, 'no deprecated feature is in use');
};

function findingOf(name: string, to: string, survey: Survey): Finding {
  const denial = deniedSince[name];
  if (denial === undefined || compareVersions(to, denial.since) < 0) {
    return { level: 'warning', message: `${name} is in use, and deprecated` };
  }
  const permission = `deprecated_features.permit.${name}`;
  if (denial.gone === undefined && isPermitted(permission, survey)) {
    return { level: 'warning', message: `${name} is in use, and ${to} has it for as long as ${permission} is true` };
  }
  const way = denial.gone === undefined ? `, or set ${permission} = true on every node first` : '';
  return {
    ...{ level: 'blocker', override: 'deprecated-features' },
    message: `${name} is in use, and ${to} denies it (${denial.source}). Do without it${way}. rabbitmqctl list_deprecated_features --used`,
  };
}

const isPermitted = (permission: string, { members }: Survey): boolean =>
  members.every(
    ({ files }) =>
      files !== undefined && settingsOf(files).some(({ name, value }) => name === permission && value === 'true'),
  );
