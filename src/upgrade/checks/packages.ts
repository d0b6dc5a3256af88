import type { Verdict } from '../verdict.js';
import { type Check, findings } from './check.js';

/** P18: every host's repository has the package, it can be installed, and it is the same one everywhere. */
export const packages: Check = ({ members }, { kind }) => {
  if (kind !== 'upgrade') return [];
  const found = members.flatMap(({ name, problems, changes }): Omit<Verdict, 'check'>[] => [
    ...problems
      .filter(({ what }) => what === 'candidate' || what === 'packages')
      .map(({ error }) => ({
        level: 'blocker' as const,
        node: name,
        message: error.hint === undefined ? error.message : `${error.message}\n${error.hint}`,
      })),
    ...(changes ?? [])
      .filter(({ to }) => to === undefined)
      .map((change) => ({ level: 'warning' as const, node: name, message: `${change.name} is removed` })),
  ]);
  const candidates = [...new Set(members.flatMap(({ candidate }) => candidate ?? []))];
  if (candidates.length > 1) {
    const message = `hosts would get different packages: ${candidates.join(', ')}. Name the exact one with --to`;
    found.push({ level: 'blocker', message });
  }
  return findings('packages', found, `every host can install ${candidates.join('')}`);
};
