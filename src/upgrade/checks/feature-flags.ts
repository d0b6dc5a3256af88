import { flagsRequiredBefore } from '../tables/required-flags.js';
import { type Check, type Finding, findings, notHad } from './check.js';
import { runningVersions, sourceVersion, targetVersion } from './target-version.js';

/** P5: what the target requires is on, and so is every stable flag. */
export const flags: Check = (survey, options) => {
  const [from, to] = [sourceVersion(survey), targetVersion(survey, options)];
  if (from === undefined) return [];
  const off = (survey.flags ?? []).filter(({ state }) => state === 'disabled');
  const required = to === undefined ? [] : flagsRequiredBefore(from, to);
  const needed = off.filter(({ name }) => required.includes(name ?? ''));
  // In a mix of two versions those of the newer one cannot be on yet.
  const mixed = runningVersions(survey).length > 1;
  const stable = off.filter((flag) => !mixed && flag.stability === 'stable' && !needed.includes(flag));
  const found: Finding[] = [
    ...notHad(survey, 'flags'),
    ...(needed.length === 0 ? [] : [blocker(`${to} requires feature flags that are off: ${turnOn(needed)}`)]),
    ...(stable.length === 0 ? [] : [stableOff(turnOn(stable), options.kind === 'upgrade')]),
  ];
  return findings('flags', found, 'every stable feature flag is on');
};

const blocker = (message: string): Finding => ({ level: 'blocker', override: 'flags-off', message });

function stableOff(flags: string, upgrade: boolean): Finding {
  const message = `stable feature flags are off: ${flags}`;
  return upgrade ? blocker(message) : { level: 'warning', message };
}

/** Their names, and what to do. */
function turnOn(flags: readonly FlagToTurnOn[]): string {
  return `${flags.flatMap(({ name }) => name ?? []).join(', ')}. ${enableFlagsText(flags)}`;
}

interface FlagToTurnOn {
  readonly name?: string;
  readonly stability?: string;
}

/** The commands: what is experimental (khepri_db before 4.2) the tool turns on only when it is told to. */
export function enableFlagsText(flags: readonly FlagToTurnOn[]): string {
  const commands = flags.map(
    ({ name, stability }) =>
      `rabbitmqctl enable_feature_flag ${stability === 'experimental' ? '--experimental ' : ''}${name}`,
  );
  return `Turn them on, on any node, when all nodes are up:\n${commands.join('\n')}`;
}
