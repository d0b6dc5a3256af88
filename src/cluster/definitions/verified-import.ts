import type { ManagementApi } from '../../api/management-api.js';
import { CheckFailed, CliError } from '../../errors.js';
import { definitionsOf } from './definitions-of.js';
import { notImported } from './import-outlook.js';
import { readDefinitions } from './read-definitions.js';

/** Bytes: a larger import is compared only where that was asked for, for it is held in memory (docs/backup.md). */
const most = 16 * 1024 ** 2;

export interface Verification {
  /** In the place of the pieces: the same, remembered as they are sent. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
  /** Compares what the server has now with what was sent. Throws CheckFailed where it was asked for and there is a difference. */
  readonly compare: (api: ManagementApi, signal: AbortSignal) => Promise<void>;
}

/**
 * The server says yes to definitions and leaves queues and exchanges that are there as they are: what it did not take is said
 * on stderr, and with `asked` it is an error.
 */
export function verification(
  chunks: () => AsyncIterable<Uint8Array>,
  asked: boolean,
  note: (line: string) => void,
): Verification {
  let sent: Uint8Array[] | undefined = [];
  let bytes = 0;
  return {
    chunks: async function* () {
      for await (const piece of chunks()) {
        bytes += piece.length;
        if (bytes > most && !asked) sent = undefined;
        sent?.push(piece);
        yield piece;
      }
    },
    compare: async (api, signal) => {
      if (sent === undefined) return;
      const problems = await problemsOf(Buffer.concat(sent).toString(), api, signal).catch((error: unknown) => {
        // What was done is done: that it cannot be looked at must not make it look failed.
        if (!(error instanceof CliError) || asked) throw error;
        note(`imported, but not compared with what the server has: ${error.message}`);
        return [];
      });
      if (problems.length === 0) return;
      if (asked) throw notTaken(problems);
      for (const problem of problems.slice(0, 20)) note(`Warning: ${problem}`);
      if (problems.length > 20) note(`Warning: and ${problems.length - 20} more: --verify --json lists all`);
    },
  };
}

async function problemsOf(text: string, api: ManagementApi, signal: AbortSignal): Promise<readonly string[]> {
  return notImported(await definitionsOf(api, 'the export', { signal }), readDefinitions(text, 'the file'));
}

function notTaken(problems: readonly string[]): CheckFailed {
  const count = `${problems.length} of the objects in the file ${problems.length === 1 ? 'is' : 'are'} not as the file has them`;
  return new CheckFailed(`imported, but ${count}`, {
    hint: [
      ...problems.slice(0, 20),
      ...(problems.length > 20 ? [`and ${problems.length - 20} more: --json lists all`] : []),
    ].join('\n'),
    details: { problems },
  });
}
