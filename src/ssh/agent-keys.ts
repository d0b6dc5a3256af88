import { connect } from 'node:net';

/** A public key that an agent holds. */
export interface AgentKey {
  readonly type: string;
  /** The public key in its wire form. */
  readonly blob: Buffer;
  readonly comment: string;
}

const requestIdentities = Buffer.from([0, 0, 0, 1, 11]);
const identitiesAnswer = 12;

export interface AgentQuestion {
  /** ms until we are logged in: the agent is to leave time for the rest. */
  readonly connectDeadline: number;
  /** Told why the agent could not be asked. */
  readonly skip: (name: string, reason: string) => void;
  /** Ends the question. Without it, the question does not keep the process alive. */
  readonly signal?: AbortSignal;
}

/** What the agent at this socket holds, certificates and security keys included; empty when it does not answer in ten seconds. */
export async function agentKeys(
  socketPath: string | undefined,
  { connectDeadline, skip, signal }: AgentQuestion,
): Promise<AgentKey[]> {
  if (socketPath === undefined) return [];
  // It may have to wake a smart card, or to ask a person.
  const patience = Math.min(10_000, (connectDeadline * 2) / 3);
  const last = silences.get(socketPath);
  const isKnown = last !== undefined && last.until > Date.now() && last.patience >= patience;
  try {
    if (isKnown) throw silent;
    return parseAnswer(await answerOf(socketPath, patience, signal));
  } catch (error) {
    if (error === silent && !isKnown) silences.set(socketPath, { patience, until: Date.now() + 60_000 });
    skip(`the agent at ${socketPath}`, explain(error as NodeJS.ErrnoException, patience));
    return [];
  }
}

/** Who was silent is not waited for again for a while (`until` is ms since the epoch): it is asked twice for each host. */
const silences = new Map<string, { readonly patience: number; readonly until: number }>();

const silent = new Error('no answer');

function explain(error: NodeJS.ErrnoException, patience: number): string {
  if (error === silent) return `no answer within ${Number((patience / 1000).toFixed(1))} seconds`;
  return error.code === 'ENOENT' ? 'no such socket' : (error.code ?? error.message);
}

/** The answer with its length, or what there is of it when the agent hangs up. Rejects with `silent`, or with what the socket says. */
function answerOf(socketPath: string, patience: number, signal: AbortSignal | undefined): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect(socketPath, () => socket.write(requestIdentities));
    const end = () => void socket.destroy();
    if (signal === undefined) socket.unref();
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end);
    socket.setTimeout(patience, () => socket.destroy(silent));
    socket.on('error', reject);
    socket.on('close', () => {
      signal?.removeEventListener('abort', end);
      resolve(received);
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length >= 4 && received.length >= 4 + received.readUInt32BE(0)) end();
    });
  });
}

/** Reads the length-prefixed strings of an SSH structure, one after the other. Throws RangeError past the end. */
export class StringReader {
  readonly #data: Buffer;
  #position: number;

  constructor(data: Buffer, start: number) {
    this.#data = data;
    this.#position = start;
  }

  next(): Buffer {
    const start = this.#position + 4;
    const end = start + this.#data.readUInt32BE(this.#position);
    if (end > this.#data.length) throw new RangeError('string past the end');
    this.#position = end;
    return this.#data.subarray(start, end);
  }

  skip(bytes: number): void {
    this.#position += bytes;
  }
}

function parseAnswer(answer: Buffer): AgentKey[] {
  if (answer[4] !== identitiesAnswer || answer.length < 9) return [];
  const reader = new StringReader(answer, 9);
  try {
    return Array.from({ length: Math.min(answer.readUInt32BE(5), 1000) }, () => {
      const blob = Buffer.from(reader.next());
      return { type: new StringReader(blob, 0).next().toString('latin1'), blob, comment: reader.next().toString() };
    });
  } catch {
    return [];
  }
}
