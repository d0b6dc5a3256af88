import type { Package, PackageChange } from '../../ssh/packages/package-manager.js';
import { counted } from './words.js';

/** `rabbitmq-server 4.0.5-5 → 4.0.9-1, Erlang 1:25.2.3 → 1:27.3 (31 packages), new: libfoo 1.2`; Erlang's many packages as one. */
export function changesText(changes: readonly PackageChange[]): string {
  const erlang = changes.filter(({ name, from, to }) => isErlang(name) && from !== undefined && to !== undefined);
  const rest = changes.filter((change) => !erlang.includes(change));
  const texts = [...rest.map(changeText), ...erlangText(erlang)];
  return texts.length === 0 ? 'nothing changes' : texts.join(', ');
}

/** `rabbitmq-server 4.0.5-5, Erlang 1:27.3.4.1+dfsg-1 (31 packages)`. */
export function packagesText(packages: readonly Package[]): string {
  const erlang = packages.filter(({ name }) => isErlang(name));
  const rest = packages.filter(({ name }) => !isErlang(name)).map(({ name, version }) => `${name} ${version}`);
  const versions = [...new Set(erlang.map(({ version }) => version))];
  return [...rest, ...(erlang.length > 0 ? [`Erlang ${versions.join(' and ')}${howMany(erlang.length)}`] : [])].join(
    ', ',
  );
}

/** What became of the packages: those whose version is another one, that are new, or gone. */
export function packageChanges(before: readonly Package[], after: readonly Package[]): readonly PackageChange[] {
  const versions = (packages: readonly Package[]) => new Map(packages.map(({ name, version }) => [name, version]));
  const [old, now] = [versions(before), versions(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => ({ name, from: old.get(name), to: now.get(name) }))
    .filter(({ from, to }) => from !== to);
}

function changeText({ name, from, to }: PackageChange): string {
  if (from === undefined) return `new: ${name} ${to ?? ''}`;
  return to === undefined ? `removed: ${name} ${from}` : `${name} ${from} → ${to}`;
}

function erlangText(changes: readonly PackageChange[]): readonly string[] {
  const steps = [...new Set(changes.map(({ from, to }) => `${from} → ${to}`))];
  return steps.length === 0 ? [] : [`Erlang ${steps.join(' and ')}${howMany(changes.length)}`];
}

const howMany = (count: number): string => (count === 1 ? '' : ` (${counted(count, 'package')})`);

/** Debian's erlang-base, erlang-mnesia …, erlang of Fedora and of RabbitMQ's own repositories, esl-erlang. */
const isErlang = (name: string): boolean => /^(esl-)?erlang\b/.test(name);
