import { visible } from '../../format/visible.js';

/** A word that may stand at the cursor, whole: what was typed of it is its beginning. */
export interface Candidate {
  readonly word: string;
  readonly description?: string;
}

export interface Candidates {
  readonly found: readonly Candidate[];
  /** The shell completes names of files by itself, better than we could. */
  readonly files?: 'files' | 'directories';
}

export const noCandidates: Candidates = { found: [] };

/** Those that begin with what was typed; what can be hidden or steer a terminal is no word to offer. */
export const beginningWith = (typed: string, words: Iterable<string>): Candidates => ({
  found: [...new Set(words)]
    .filter((word) => word.startsWith(typed) && visible(word) === word)
    .map((word) => ({ word })),
});
