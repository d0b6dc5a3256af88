import { flagsRequiredBefore } from '../tables/required-flags.js';
import type { Verdict } from '../verdict.js';
import { type Check, findings, listed } from './check.js';
import { runningVersions, sourceVersion, targetVersion } from './target-version.js';

/** P5: what the target requires is on, and so is every stable flag. */
export const flags: Check = (survey, options) => {
  const [from, to] = [sourceVersion(survey), targetVersion(survey, options)];
  if (survey.flags === undefined || from === undefined) return [];
  const known = survey.flags;
  const off = known
    .filter(({ state }) => state === 'disabled')
    .flatMap(({ name, stability }) => (name ? [{ name, stability }] : []));
  const required =
    to === undefined ? [] : flagsRequiredBefore(from, to).filter((name) => off.some((flag) => flag.name === name));
  // In a mix of two versions those of the newer one cannot be on yet.
  const mixed = runningVersions(survey).length > 1;
  const stable = mixed
    ? []
    : off.filter(({ name, stability }) => stability === 'stable' && !required.includes(name)).map(({ name }) => name);
  const found: Omit<Verdict, 'check'>[] = [
    ...(required.length === 0
      ? []
      : [
          {
            level: 'blocker',
            override: 'flags-off',
            message: `${to} requires feature flags that are off: ${listed(required)}. ${how}`,
          } as const,
        ]),
    ...(stable.length === 0 ? [] : [stableOff(stable, options.kind === 'upgrade')]),
  ];
  return findings('flags', found, 'every stable feature flag is on');
};

const how = 'Turn them on, on any node: rabbitmqctl enable_feature_flag NAME';

function stableOff(names: readonly string[], upgrade: boolean): Omit<Verdict, 'check'> {
  const message = `stable feature flags are off: ${listed(names)}. ${how}`;
  return upgrade ? { level: 'blocker', override: 'flags-off', message } : { level: 'warning', message };
}
