import { CliError, DataError, NotFound } from '../errors.js';
import type { Result } from '../format/result.js';
import type { Term } from '../format/term.js';

export interface Doomed {
  /** How a question and an error name it. */
  readonly shown: string;
  readonly row: readonly Term[];
  /** NotFound: somebody was faster. */
  readonly remove: () => Promise<void>;
}

interface Asking {
  readonly flags: { readonly 'dry-run': boolean };
  note(line: string): void;
  confirm(question: string): Promise<boolean>;
}

/**
 * Deletes all that a pattern matched after a question, or only lists it with --dry-run; gives the rows of what went, or would go.
 * An error says what was deleted before it.
 */
export async function deleteMatches(
  { flags, note, confirm }: Asking,
  kind: readonly [one: string, many: string],
  columns: readonly string[],
  found: readonly Doomed[],
): Promise<Result> {
  const rows = (gone: readonly Doomed[]): Result => ({
    ...{ kind: 'rows', columns, streamed: false },
    rows: gone.map(({ row }) => row),
  });
  if (flags['dry-run'] || found.length === 0) return rows(found);
  const count = `${found.length} ${found.length === 1 ? kind[0] : kind[1]}`;
  const first = found.slice(0, 20).map(({ shown }) => `  ${shown}`);
  if (found.length > first.length) first.push(`  and ${found.length - first.length} more (--dry-run lists all)`);
  if (!(await confirm(`${first.join('\n')}\nDelete ${found.length === 1 ? 'this' : 'these'} ${count}?`))) {
    note('Nothing was deleted.');
    return rows([]);
  }
  const gone: Doomed[] = [];
  for (const doomed of found) {
    try {
      await doomed.remove();
      gone.push(doomed);
    } catch (error) {
      if (error instanceof NotFound) continue;
      throw error instanceof CliError ? halfWay(error, doomed, gone, found.length) : error;
    }
  }
  return rows(gone);
}

function halfWay(error: CliError, doomed: Doomed, gone: readonly Doomed[], all: number): DataError {
  return new DataError(`${doomed.shown} could not be deleted: ${error.message}`, {
    hint: [...(error.hint === undefined ? [] : [error.hint]), `${gone.length} of ${all} were deleted before it.`].join(
      '\n',
    ),
    exitCode: error.exitCode,
    details: { deleted: gone.map(({ shown }) => shown) },
    cause: error,
  });
}
