import type { Candidate, Candidates } from './candidates.js';
import type { TypedWord } from './shell-words.js';

/** For bash: quoted as the word was begun, without what readline holds for an earlier word (up to one of `breaks`). */
export function bashReply({ found, files }: Candidates, current: TypedWord, breaks: string): string {
  const { quote } = current;
  if (quote !== undefined) {
    return lines(
      found.map(({ word }) => quotedFor[quote.sign](word.slice(quote.before))),
      files,
    );
  }
  const kept = keptByReadline(current.raw, breaks);
  const answers = found.map(({ word }) => escapedWord(word));
  return lines(
    answers.map((answer) => (answer.startsWith(kept) ? answer.slice(kept.length) : answer)),
    files,
  );
}

/** For zsh's _describe, which quotes by itself: `word:description`. */
export const zshReply = ({ found, files }: Candidates): string =>
  lines(
    found.map(({ word, description }) => {
      const safe = word.replace(/[\\:]/g, '\\$&');
      return description === undefined ? safe : `${safe}:${description}`;
    }),
    files,
  );

/** For fish and PowerShell, which quote by themselves: the word, a tab, the description. */
export const plainReply = ({ found, files }: Candidates): string => lines(found.map(withTab), files);

const withTab = ({ word, description }: Candidate): string =>
  description === undefined ? word : `${word}\t${description}`;

function lines(answers: readonly string[], files: Candidates['files']): string {
  const all = files === undefined ? answers : [...answers, `:${files}`];
  return all.map((line) => `${line}\n`).join('');
}

const quotedFor = {
  '"': (word: string): string => word.replace(/["\\$`]/g, '\\$&'),
  "'": (word: string): string => word.replaceAll("'", "'\\''"),
} as const;

/** An empty beginning stays as it is: the other signs mean something to bash. `=` at the end of an option does not. */
const escapedWord = (word: string): string => word.replace(/[^\p{L}\p{N}_@%+=:,./^-]/gu, '\\$&');

function keptByReadline(raw: string, breaks: string): string {
  for (let at = raw.length - 1; at >= 0; at--) {
    const sign = raw[at] ?? '';
    // A word that begins with @ might be the name of a host: there the sign belongs to the word.
    if (breaks.includes(sign) && raw[at - 1] !== '\\') return raw.slice(0, sign === '@' ? at : at + 1);
  }
  return '';
}
