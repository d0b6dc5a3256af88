import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { Unavailable } from '../errors.js';
import { endArgv, MarkFilter } from './ending.js';
import type { Started } from './follow.js';
import { commandLine } from './quote.js';
import type { TerminalSize } from './terminal.js';

/** The part of ssh2's channel that a command needs. */
export interface SessionChannel extends Writable, Pick<Readable, 'resume'> {
  readonly stderr: Readable;
  /** Holds, as `state`, whether the far side has ended its output. */
  readonly incoming: unknown;
  close(): void;
  signal(name: string): void;
  setWindow(rows: number, columns: number, height: number, width: number): void;
}

/** A command that runs on a channel. */
export interface Session {
  readonly channel: SessionChannel & Readable;
  readonly exited: Promise<number | undefined>;
}

export interface SessionFacts {
  /** For messages. */
  readonly hostName: string;
  /** The word that announces the process id; undefined when it is not announced. */
  readonly mark: string | undefined;
  readonly terminal: boolean;
  /** The error for a line that was cut under the command. */
  readonly cut: () => Unavailable | undefined;
  /** The command has begun. */
  readonly onBegun: () => void;
  /** Runs a shell line beside this one and waits for its end. */
  readonly beside: (line: string) => Promise<void>;
}

/** A command on an open channel, as `follow` wants it. */
export function startedOn({ channel, exited }: Session, facts: SessionFacts): Started {
  const filter = facts.mark === undefined ? undefined : new MarkFilter(facts.mark);
  filter?.once('pid', facts.onBegun);
  let letGo = () => {};
  const unheard = new Promise<never>((_resolve, reject) => {
    letGo = () => reject(new Unavailable(`${facts.hostName}: the command did not begin`, { reached: true }));
  });
  unheard.catch(() => {});
  const stderr = filter ? channel.stderr.pipe(filter) : channel.stderr;
  return {
    streams: { stdin: channel, stdout: channel, stderr },
    exited: Promise.race([certainExit(exited, facts), unheard]),
    async end(signal) {
      if (facts.terminal) return channel.close(); // sshd hangs up the terminal: everything on it gets HUP
      const pid = await filter?.announced();
      if (pid === undefined) {
        channel.signal(signal);
        // Nothing has begun, and nothing will once nobody hears it: what still holds the channel there is not to hold us.
        channel.close();
        return letGo();
      }
      try {
        await facts.beside(commandLine(endArgv(pid, signal)));
      } catch {
        channel.signal(signal); // no second channel to be had; sshd since 7.9 does this itself, without sudo
      }
    },
    abandon() {
      channel.resume();
      channel.stderr.resume();
      channel.close();
    },
  };
}

/** Tells the far side that our window has another size. */
export function resize(channel: SessionChannel, { rows, columns }: TerminalSize): void {
  channel.setWindow(rows, columns, 0, 0);
}

/**
 * The exit code, 128 + n for signal n; undefined when the channel is closed without one, or cut before the far side ended it:
 * output may then be missing. What is put into `onLoss` is to be called when the line is lost, before ssh2 closes its channels.
 * To be called while the channel is being handed over: a fast server sends its exit code right behind.
 */
export function exitOf(channel: SessionChannel, onLoss: Set<() => void>): Promise<number | undefined> {
  return new Promise((resolve) => {
    let code: number | undefined;
    let wasCut = false;
    // A slow reader learns of the end later than we: what counts is what had come when the line was lost.
    const look = () => {
      wasCut = (channel.incoming as { readonly state: string }).state === 'open';
    };
    onLoss.add(look);
    channel.once('exit', (status: number | null, signal?: string) => {
      code = status ?? 128 + signalNumber(signal);
    });
    channel.once('close', () => {
      onLoss.delete(look);
      resolve(wasCut ? undefined : code);
    });
  });
}

async function certainExit(exited: Promise<number | undefined>, { hostName, cut }: SessionFacts): Promise<number> {
  const code = await exited;
  if (code !== undefined) return code;
  const closed = `${hostName} closed the command's channel without an exit code`;
  throw cut() ?? new Unavailable(closed, { reached: true, hint: mayHaveRun });
}

/** What the reader of a cut line must know. */
export const mayHaveRun = 'The command may have run, in part or to its end: look before you repeat it.';

/** The number of `SIGTERM`; 0 for a name that this system does not know. */
function signalNumber(name: string | undefined): number {
  return (constants.signals as Record<string, number | undefined>)[name ?? ''] ?? 0;
}
