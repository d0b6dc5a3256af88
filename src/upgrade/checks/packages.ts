import { turnsOf } from '../node-standing.js';
import { type Check, type Finding, findings, inWords } from './check.js';

/** P18: every host's repository has the package, it can be installed, and it is the same one everywhere. */
export const packages: Check = (survey, options) => {
  const turns = turnsOf(survey, options);
  if (options.kind !== 'upgrade' || turns.length === 0) return [];
  const found = turns.flatMap(({ name, problems, changes = [] }): readonly Finding[] => [
    ...problems
      .filter(({ what }) => what === 'candidate' || what === 'packages')
      .map(({ error }) => ({ level: 'blocker' as const, node: name, message: inWords(error) })),
    ...changes
      .filter(({ to }) => to === undefined)
      .map((change) => ({ level: 'warning' as const, node: name, message: `${change.name} is removed` })),
  ]);
  const candidates = [...new Set(turns.flatMap(({ candidate }) => candidate ?? []))];
  if (candidates.length > 1) {
    const message = `hosts would get different packages: ${candidates.join(', ')}. Name the exact one with --to`;
    found.push({ level: 'blocker', message });
  }
  const held = turns.filter(({ installed }) => installed?.held === true).map(({ name }) => name);
  const note = held.length === 0 ? '' : `; it is held on ${held.join(', ')}, and will be again`;
  return findings('packages', found, `every host can install ${candidates.join('') || 'it'}${note}`);
};
