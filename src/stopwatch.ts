/** Starts a clock that nobody sets; the function says how many ms ago that was. Node loads a module for `performance`, 1 ms. */
export function stopwatch(): () => number {
  const started = process.hrtime();
  return () => {
    const [seconds, nanoseconds] = process.hrtime(started);
    return seconds * 1000 + nanoseconds / 1e6;
  };
}
