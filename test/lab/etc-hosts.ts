import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Lab } from './lab.js';

const file = '/etc/hosts';
const markOf = (prefix: string) => `# rabbitctl-lab ${prefix}`;

/** Makes the names of a lab's hosts resolve on this machine; `forgetNames`, and the end of the lab, undo it. */
export function resolveNames({ prefix, hosts }: Pick<Lab, 'prefix' | 'hosts'>): void {
  forgetNames(prefix);
  const text = existsSync(file) ? readFileSync(file, 'utf8').replace(/\n?$/, '\n') : '';
  const lines = hosts.map(({ name, address }) => `${address} ${name} ${markOf(prefix)}\n`);
  writeFileSync(file, text + lines.join(''));
}

/** Removes the lines of this lab, and no other. */
export function forgetNames(prefix: string): void {
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  const rest = text.split('\n').filter((line) => !line.endsWith(` ${markOf(prefix)}`));
  if (rest.join('\n') !== text) writeFileSync(file, rest.join('\n'));
}
