import { CliError } from '../errors.js';
import { capacity } from './checks/capacity.js';
import { type Check, inWords } from './checks/check.js';
import { deprecatedFeatures } from './checks/deprecated-features.js';
import { disk } from './checks/disk.js';
import { erlang } from './checks/erlang.js';
import { flags } from './checks/feature-flags.js';
import { membership, shape } from './checks/membership.js';
import { packages } from './checks/packages.js';
import { reach } from './checks/reach.js';
import { mirrors, quorum } from './checks/replicas.js';
import { config, nodeCleanup, ramNodes } from './checks/settings.js';
import { alarms, initialSync, leaders, metadataStore, vhosts } from './checks/standing.js';
import { path, versions } from './checks/versions.js';
import type { RunOptions } from './run-options.js';
import type { Survey } from './survey.js';
import type { Verdict } from './verdict.js';

/** Those of upgrades and restarts, in the order in which they are shown. */
export const rollingChecks: Readonly<Record<string, Check>> = {
  ...{ reach, membership, shape, versions, path, erlang, flags, packages, config },
  ...{ alarms, vhosts, leaders, quorum, mirrors, 'initial-sync': initialSync, 'metadata-store': metadataStore },
  ...{ 'deprecated-features': deprecatedFeatures, 'ram-nodes': ramNodes, capacity, disk, 'node-cleanup': nodeCleanup },
};

/** All checks, side by side, with what the operator takes upon themselves. A check that cannot be made is a blocker. */
export async function preflight(
  survey: Survey,
  options: RunOptions,
  checks: Readonly<Record<string, Check>> = rollingChecks,
): Promise<readonly Verdict[]> {
  const found = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        return await check(survey, options);
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
        return [notMade(name, error)];
      }
    }),
  );
  return applyOverrides(found.flat(), options);
}

/** Blockers whose override was given are warnings that say so. */
export function applyOverrides(verdicts: readonly Verdict[], { overrides }: RunOptions): readonly Verdict[] {
  return verdicts.map((verdict) => {
    const { level, override, message } = verdict;
    if (level !== 'blocker' || override === undefined || !overrides.includes(override)) return verdict;
    const end = message.includes('\n') ? '\n' : ' ';
    return { ...verdict, level: 'warning', message: `${message}${end}(overridden by --allow-${override})` };
  });
}

function notMade(check: string, error: CliError): Verdict {
  const { node } = error;
  const message = `could not be checked: ${inWords(error)}`;
  return { check, level: 'blocker', message, ...(node !== undefined && { node }) };
}
