import { compareVersions } from '../../cluster/capabilities.js';
import { comparePackageVersions } from '../../ssh/packages/compare-versions.js';
import { turnsOf } from '../node-standing.js';
import type { MemberSurvey } from '../survey.js';
import { judgePath, type PathFacts, pathWarnings } from '../tables/upgrade-path.js';
import { type Check, type Finding, findings } from './check.js';
import { runningVersions, sourceVersion, targetVersion } from './target-version.js';

/** P3: one version, or what an upgrade half-way leaves: the source's and the target's. */
export const versions: Check = (survey, options) => {
  const running = runningVersions(survey);
  const others = running.filter((version) => version !== targetVersion(survey, options));
  const text = running.join(' and ');
  if (options.kind !== 'upgrade') {
    const message = `members run ${text}: an upgrade is half-way. Finish it soon: rolling-upgrade --to ${running.at(-1)}`;
    const mixed: Finding[] = others.length > 1 ? [{ level: 'warning', message }] : [];
    const hidden = survey.members.flatMap((of) => hiddenUpgrade(of, factsOf(survey)));
    return findings('versions', [...mixed, ...hidden], `all run ${text}`);
  }
  const message = `members run ${text}: finish that upgrade first, with rolling-upgrade --to ${running.at(-1)}`;
  return findings('versions', others.length > 1 ? [{ level: 'blocker', message }] : [], `all run ${text}`);
};

/** A restart starts what is on disk, whatever runs now. */
function hiddenUpgrade({ name, overview, installed }: MemberSurvey, facts: PathFacts): readonly Finding[] {
  const [from, to] = [overview?.rabbitmq_version, installed?.rabbitmq];
  if (from === undefined || to === undefined || compareVersions(from, to) === 0) return [];
  const message = `runs ${from}, but the package on disk is ${installed?.version}: a restart starts that one`;
  if (judgePath(from, to, facts).kind === 'legal') {
    return [{ level: 'warning', node: name, message: `${message}. rolling-upgrade --to ${to} checks what that needs` }];
  }
  const refused = `${message}, which is not supported. Put the package of ${from} back`;
  return [{ level: 'blocker', node: name, message: refused, override: 'unsupported-path' }];
}

/** P4: the hop is one that RabbitMQ supports, and none goes back. */
export const path: Check = (survey, options) => {
  const [from, to] = [sourceVersion(survey), targetVersion(survey, options)];
  const highest = runningVersions(survey).at(-1);
  if (from === undefined || highest === undefined || to === undefined) return [];
  if (judgePath(highest, to, factsOf(survey)).kind === 'downgrade') {
    const message = `${highest} → ${to} is a downgrade, which RabbitMQ does not support. The way back is a new cluster, or backups of all nodes from before`;
    return findings('path', [{ level: 'blocker', message }], '');
  }
  const lower = turnsOf(survey, options).flatMap(lowerRevision);
  if (lower.length > 0) return findings('path', lower, '');
  const warnings = pathWarnings(from, to).map((message): Finding => ({ level: 'warning', message }));
  const judged = judgePath(from, to, factsOf(survey));
  if (judged.kind === 'illegal') {
    const way = judged.chain.length > 0 ? `; the supported way: ${judged.chain.join(' → ')}` : '';
    const message = `${from} → ${to} is not supported: ${judged.reason}${way}`;
    return findings('path', [{ level: 'blocker', message, override: 'unsupported-path' }, ...warnings], '');
  }
  return findings('path', warnings, `${from} → ${to} is supported`);
};

/** The same RabbitMQ in an older package. */
function lowerRevision({ name, installed, candidate }: MemberSurvey): readonly Finding[] {
  const [has = ''] = installed?.version.split(' ') ?? [];
  if (!/^\d/.test(has) || candidate === undefined || comparePackageVersions(candidate, has) >= 0) return [];
  return [
    {
      level: 'blocker',
      node: name,
      message: `${has} → ${candidate} is a downgrade of the package. Name a higher one with --to`,
    },
  ];
}

const factsOf = ({ flags = [] }: { readonly flags: readonly { name?: string; state?: string }[] | undefined }) => ({
  khepri: flags.some(({ name, state }) => name === 'khepri_db' && state === 'enabled'),
});
