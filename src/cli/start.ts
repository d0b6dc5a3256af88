import { commandLine } from './argv.js';
import { calledAs } from './called-as.js';
import { main } from './main.js';
import type { Outside } from './outside.js';
import { ownProgram } from './own-program.js';
import { StandardStreams } from './standard-streams.js';
import type { TableOfCommands } from './table-of-commands.js';

/**
 * The process around `main`: signals, closed pipes and the exit code. Never calls process.exit, which would cut piped output.
 * Resolves to the command that ran, whose functions are compiled by now: `help`, `__complete` and `none` among them.
 */
export async function start(table: TableOfCommands): Promise<string> {
  const interruption = new AbortController();
  const onSignal = () => interruption.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const tool = calledAs();
  // Started by ourselves as a node's own tool (ssh/tool-script.ts): to ask for that again would have no end.
  if (tool !== undefined && process.env.RABBITCTL_ASKS !== undefined) return refuseOurselves();
  process.env.RABBITCTL_PROGRAM = ownProgram();
  const commands = tool === undefined ? table : (await import('./tool-commands.js')).commandsOfTool(tool, table);
  const words = process.argv.slice(2);
  const streams = new StandardStreams();
  // A reader that has seen enough (`| head -1`) is no error. Results are told of a full disk when they are written, help is not.
  let unwritten: Error | undefined;
  streams.stdout.on('error', (error: Error & { readonly code?: string }) => {
    if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') unwritten = error;
  });
  process.exitCode = await main(words, commands, outsideOf(streams, interruption.signal));
  // Node tells of it in the next round.
  await new Promise((next) => setImmediate(next));
  if (unwritten !== undefined && process.exitCode === 0) {
    streams.stderr.write(`Error: Cannot write: ${unwritten.message}\n`);
    process.exitCode = 69;
  }
  streams.close();
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  // A name that the system still looks up would hold the prompt for seconds, and even process.exit waits for that.
  if (words[0] === '__complete') setTimeout(() => process.kill(process.pid, 'SIGKILL'), 100).unref();
  return whatRan(words, commands);
}

/** Not `...streams`, which would open stdin. */
function outsideOf(streams: StandardStreams, signal: AbortSignal): Outside {
  const { stdout, stderr, stdinIsTerminal } = streams;
  return {
    env: process.env,
    get stdin() {
      return streams.stdin;
    },
    stdinIsTerminal,
    stdout,
    stderr,
    signal,
  };
}

function whatRan(words: readonly string[], table: TableOfCommands): string {
  if (words[0] === '__complete') return words[0];
  const { name = '' } = commandLine(words, table);
  if (words.includes('--help')) return 'help';
  return name === 'help' || table.names.includes(name) ? name : 'none';
}

/** In the words of the script that started us, which are read as such. */
function refuseOurselves(): string {
  process.stderr.on('error', () => {}).write('rabbitctl-cannot: rabbitmq-missing\n');
  process.exitCode = 69;
  return 'none';
}
