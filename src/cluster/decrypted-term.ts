import { CheckFailed } from '../errors.js';
import { decodeTerm } from '../format/external-term-decode.js';
import type { Term } from '../format/term.js';
import { decryptValue, type Encryption } from './encrypted-value.js';

/** What was encrypted. Throws CheckFailed, in the real tool's words, when nothing comes of it with this passphrase. */
export function decryptedTerm(encrypted: string, passphrase: string, encryption: Encryption): Term {
  try {
    return decodeTerm(decryptValue(encrypted, passphrase, encryption));
  } catch (error) {
    throw new CheckFailed(
      'Failed to decrypt the value. Things to check: is the passphrase correct? Are the cipher and hash algorithms the same as those used for encryption?',
      { cause: error },
    );
  }
}
