import { PassThrough } from 'node:stream';
import { CheckFailed } from '../errors.js';
import type { Passed } from '../format/result.js';
import { writeFileWhole } from './write-file-whole.js';

/** A tool's stdout into a file instead of ours, as it comes; the file is only there when the tool succeeds. */
export function passedToFile(passed: Passed, file: string, banner: string | undefined): Passed {
  return {
    kind: 'passed',
    start: async (sink) => {
      if (banner !== undefined) await sink('stdout', Buffer.from(`${banner}\n`));
      const content = new PassThrough();
      // Destroyed before the writer listens, it must not end the process: the writer finds it so.
      content.on('error', () => {});
      const written = writeFileWhole(file, content);
      const fed = passed
        .start((stream, chunk) => (stream === 'stdout' ? take(content, chunk) : sink(stream, chunk)))
        .then((code) => {
          if (code === 0) return content.end();
          throw new CheckFailed(`the node's own tool failed; ${file} was not touched`, { exitCode: code });
        })
        // The writer breaks off with this very error, and leaves no file behind.
        .catch((error: Error) => content.destroy(error));
      await Promise.all([written, fed]);
      return 0;
    },
  };
}

/** Waits while the disk is slower than the tool. */
async function take(content: PassThrough, chunk: Uint8Array): Promise<void> {
  if (content.destroyed || content.write(chunk)) return;
  await new Promise<void>((resolve) => {
    content.once('drain', resolve).once('close', resolve);
  });
}
