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

/** What the agent at this socket holds, certificates and security keys included; empty when nothing useful answers within a second. */
export function agentKeys(socketPath: string | undefined): Promise<AgentKey[]> {
  if (socketPath === undefined) return Promise.resolve([]);
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const socket = connect(socketPath, () => socket.write(requestIdentities));
    const finish = (keys: AgentKey[]) => {
      socket.destroy();
      resolve(keys);
    };
    socket.setTimeout(1000, () => finish([]));
    socket.on('error', () => finish([]));
    socket.on('close', () => finish([]));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length >= 4 && received.length >= 4 + received.readUInt32BE(0)) finish(parseAnswer(received));
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
