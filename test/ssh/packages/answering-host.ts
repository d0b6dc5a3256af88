import type { Host, Output, RunOptions } from '../../../src/ssh/host.js';

/** What a program answers; the exit code is 0 when it is not given. */
export type Answer = Partial<Pick<Output, 'stdout' | 'stderr' | 'code'>>;

/** A host that gives these answers one after the other, the last one from then on, and remembers what it was asked. */
export function answeringHost(...answers: readonly Answer[]) {
  const asked: (readonly string[])[] = [];
  const host: Host = {
    name: 'mq1',
    run: async (argv: readonly string[], _options?: RunOptions) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(argv);
      return { stdout: '', stderr: '', code: 0, seconds: 0, ...answer };
    },
    connect: () => Promise.reject(new Error('no tunnel')),
    close: async () => {},
  };
  return { host, asked };
}
