import { readFileSync } from 'node:fs';
import type { Answer } from './answering-host.js';

/** What dnf said once: a file whose lines begin with `out`, `err` or `code`, below where it is from. */
export function transcript(name: string): Answer {
  const file = new URL(`../../fixtures/dnf/${name}.txt`, import.meta.url);
  const lines = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => /^(\w+) ?(.*)$/.exec(line) ?? []);
  const said = (where: string) => lines.map(([, word, text]) => (word === where ? `${text}\n` : '')).join('');
  return { stdout: said('out'), stderr: said('err'), code: Number(said('code')) };
}
