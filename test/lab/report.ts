/** Takes one line of progress, meant for a person. */
export type Report = (line: string) => void;

/** Progress goes to stderr: stdout is for data. */
export const reportToStderr: Report = (line) => {
  process.stderr.write(`${line}\n`);
};

/** Starts a clock; the function says how long ago that was, as `24 s`. */
export function stopwatch(): () => string {
  const start = Date.now();
  return () => `${Math.round((Date.now() - start) / 1000)} s`;
}
