import { CheckFailed } from '../errors.js';
import type { Result, Sink } from '../format/result.js';
import { writeFileWhole } from './write-file-whole.js';

/** A tool's stdout into a file instead of ours; the file is only written when the tool succeeds. */
export function passedToFile(passed: Result, file: string): Result {
  if (passed.kind !== 'passed') return passed;
  return {
    kind: 'passed',
    start: async (sink) => {
      const chunks: Uint8Array[] = [];
      const collect: Sink = (stream, chunk) => (stream === 'stdout' ? void chunks.push(chunk) : sink(stream, chunk));
      const code = await passed.start(collect);
      if (code !== 0) throw new CheckFailed(`the node's own tool failed; ${file} was not touched`, { exitCode: code });
      await writeFileWhole(
        file,
        (async function* () {
          yield* chunks;
        })(),
      );
      return 0;
    },
  };
}
