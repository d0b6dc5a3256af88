import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import type { Duplex, Readable } from 'node:stream';
import { CliError, ConfigError, Unavailable } from '../errors.js';
import { explainConnect, loginAborted, noAnswer } from './connect-failures.js';
import { JoinedStream } from './joined-stream.js';
import type { ResolvedHost } from './ssh-config.js';
import { expandTokens } from './ssh-paths.js';

/** The byte stream on which SSH is spoken. */
export interface Route {
  readonly socket: Duplex;
  /** The address at the other end, where we know it. */
  readonly address: string | undefined;
  /** What ended the stream early, where the stream itself cannot tell. */
  readonly reason: () => Promise<string | undefined>;
  /** What a ProxyCommand says beside: it may want something of a person. */
  readonly stderr?: Readable;
}

/** A TCP connection straight to the host. Throws Unavailable, Interrupted. */
export function openTcp(host: ResolvedHost, signal: AbortSignal): Promise<Route> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({
      host: host.hostname,
      port: host.port,
      family: host.addressFamily,
      autoSelectFamilyAttemptTimeout: attemptDeadline(host.connectDeadline),
      ...(host.bindAddress === undefined ? {} : { localAddress: host.bindAddress }),
    });
    const giveUp = (error: Error) => {
      settle();
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => giveUp(noAnswer(host)), host.connectDeadline);
    const abort = () => giveUp(loginAborted(host));
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    const fail = (error: Error) => giveUp(explainConnect(firstOf(error), host));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    socket.once('error', fail);
    socket.once('connect', () => {
      settle();
      socket.off('error', fail);
      // Until the login listens, a reset must not end the process: the login finds the socket destroyed.
      socket.on('error', () => {});
      socket.setNoDelay(true);
      socket.setKeepAlive(true, 15_000);
      resolve({ socket, address: socket.remoteAddress, reason: async () => undefined });
    });
  });
}

/** The user's ProxyCommand, whose stdin and stdout are the connection. It is a line of their own config, so a shell reads it. */
export function openProxyCommand(host: ResolvedHost, command: string): Route {
  if (host.options.get('proxyusefdpass')?.[0] === 'yes') {
    throw new ConfigError(`${host.alias}: ProxyUseFdpass is not supported`);
  }
  // Ctrl-C in the terminal must not cut the line on which we end the far side.
  const line = `trap '' INT; exec ${expandTokens(command, host)}`;
  const child = spawn('sh', ['-c', line], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk}`.slice(-2000);
  });
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  // Its last words and its exit code come a moment after its output has ended.
  const reason = async () => {
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
    return complaint.trim() || (child.exitCode ? `it ended with code ${child.exitCode}` : undefined);
  };
  // With its stdin shut it ends by itself, and may still say why; one that does not is told to.
  const close = () => {
    child.stdin.end();
    const timer = setTimeout(() => {
      child.kill();
      // What it started itself may hold on to its output, and is not to hold us.
      child.stdout.destroy();
      child.stderr.destroy();
    }, 200);
    closed.then(() => clearTimeout(timer));
  };
  const socket = new JoinedStream(child.stdout, child.stdin, close, async () => undefined);
  return { socket, address: undefined, reason, stderr: child.stderr };
}

/** The error of a login, or what the ProxyCommand said when it ended under it. Errors of ours are the more exact. */
export async function withReason(error: unknown, route: Route): Promise<unknown> {
  if (error instanceof CliError && !(error instanceof Unavailable)) return error;
  const reason = await route.reason();
  if (reason === undefined) return error;
  return new Error(`the ProxyCommand failed: ${reason}`, { cause: error });
}

/** ms for each address of a name but the last: a far host takes one lost packet; the deadline is for all of them. */
function attemptDeadline(connectDeadline: number): number {
  return Math.max(10, Math.min(3000, Math.floor(connectDeadline / 3))); // Node takes no less than 10
}

/** With several addresses Node throws all failures at once; the first says enough. */
function firstOf(error: Error): unknown {
  return error instanceof AggregateError ? (error.errors[0] as unknown) : error;
}
