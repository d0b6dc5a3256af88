import { compareVersions } from '../../cluster/capabilities.js';
import { rabbitVersion } from '../../ssh/packages/package-version.js';
import type { RunOptions } from '../run-options.js';
import type { Survey } from '../survey.js';

/** RabbitMQ's version that the target means; undefined for a restart, or when nothing shows it. */
export function targetVersion({ members }: Survey, { kind, target }: RunOptions): string | undefined {
  if (kind !== 'upgrade') return undefined;
  const candidate = members.find((of) => of.candidate !== undefined)?.candidate ?? target ?? '';
  const version = rabbitVersion(candidate);
  return /^\d+\.\d+\.\d+/.test(version) ? version : undefined;
}

/** The versions that run, lowest first, each once. */
export function runningVersions({ members }: Survey): readonly string[] {
  const versions = members.flatMap(({ overview }) => overview?.rabbitmq_version ?? []);
  return [...new Set(versions)].toSorted(compareVersions);
}

/** The version that has furthest to go; undefined when no node tells. */
export const sourceVersion = (survey: Survey): string | undefined => runningVersions(survey)[0];
