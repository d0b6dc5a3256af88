import { main } from './main.js';
import type { TableOfCommands } from './table-of-commands.js';

/** The process around `main`: signals, closed pipes and the exit code. Never calls process.exit, which would cut piped output. */
export async function start(table: TableOfCommands): Promise<void> {
  const interruption = new AbortController();
  const onSignal = () => interruption.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  // Whoever writes is told of a full disk; a reader that has seen enough (`| head -1`) is no error. Neither is an uncaught one.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.exitCode = await main(process.argv.slice(2), table, {
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interruption.signal,
  });
  // A pipe that its writer keeps open would keep us, too.
  process.stdin.destroy();
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
}
