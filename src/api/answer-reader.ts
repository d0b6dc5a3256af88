import { fault, headersOf } from './answer-headers.js';

/** Status line and headers; names in lower case. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Bytes, empty lines and answers before the answer included; of a trailer, too. node:http allows as much. */
const longestHead = 16 * 1024;

/** Reads one answer in HTTP/1 to a request that was not HEAD, chunk by chunk. Faults have the codes that node:http gives them. */
export class AnswerReader {
  readonly #onHead: (head: AnswerHead) => void;
  readonly #onData: (chunk: Uint8Array) => void;
  #read: (chunk: Uint8Array) => Uint8Array = (chunk) => this.#head(chunk);
  /** Of a line whose end has not come. */
  #text = '';
  /** Of the head. */
  #lines: string[] = [];
  /** Bytes of the head, the trailer, or the line with a chunk's size. */
  #spent = 0;
  /** Of the body, or of the chunk that it is in. */
  #left = 0;
  #untilOver = false;
  #persistent = false;
  /** All of it has come. */
  ended = false;

  constructor(onHead: (head: AnswerHead) => void, onData: (chunk: Uint8Array) => void) {
    this.#onHead = onHead;
    this.#onData = onData;
  }

  /** Throws when this is no HTTP. Bytes behind the end mean that nobody knows what else will come. */
  read(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0 && !this.ended) {
      try {
        rest = this.#read(rest);
      } catch (error) {
        throw Object.assign(error as Error, { rawPacket: chunk });
      }
    }
    if (rest.length > 0) this.#persistent = false;
  }

  /** The line has ended: whether that was the end of the answer, too. */
  over(): boolean {
    return this.ended || this.#untilOver;
  }

  /** Another request may follow on this line. */
  get persistent(): boolean {
    return this.ended && this.#persistent;
  }

  #head(chunk: Uint8Array): Uint8Array {
    const known = this.#text.length;
    const rest = this.#line(chunk, (line) => {
      const isFirst = this.#lines.length === 0;
      if (isFirst && line !== '' && !line.startsWith(protocol)) throw notHttp();
      if (line !== '') this.#lines.push(line);
      // An empty line before the answer belongs to nobody: some servers send one behind a body.
      else if (!isFirst) this.#begin(this.#lines.splice(0));
    });
    // Said as soon as it is known: the rest of the line may never come.
    const isStart = known < protocol.length && this.#lines.length === 0 && this.#text !== '\r';
    if (isStart && !protocol.startsWith(this.#text.slice(0, protocol.length))) throw notHttp();
    return rest;
  }

  #begin([first = '', ...lines]: readonly string[]): void {
    const [, minor, code] = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: .*)?$/.exec(first) ?? [];
    if (code === undefined) throw fault('HPE_INVALID_STATUS', 'no status');
    const status = Number(code);
    const headers = headersOf(lines);
    // `100 Continue` and its like come before the answer.
    if (status < 200 && status !== 101) return;
    const words = (headers.connection ?? '').toLowerCase();
    this.#persistent = minor === '1' ? !/\bclose\b/.test(words) : /\bkeep-alive\b/.test(words);
    const coding = headers['transfer-encoding']?.toLowerCase();
    const length = headers['content-length'];
    if (length !== undefined && !/^\d+$/.test(length)) throw fault('HPE_INVALID_CONTENT_LENGTH', 'no length');
    if (length !== undefined && coding !== undefined) throw fault('HPE_UNEXPECTED_CONTENT_LENGTH', 'two lengths');
    this.#onHead({ status, headers });
    this.#spent = 0;
    if (status === 204 || status === 304) this.ended = true;
    else if (coding !== undefined && /\bchunked\s*$/.test(coding)) this.#read = (chunk) => this.#size(chunk);
    else if (length !== undefined) this.#sized(Number(length));
    else this.#endless();
  }

  #sized(length: number): void {
    this.#left = length;
    this.ended = length === 0;
    this.#read = (chunk) => {
      const rest = this.#take(chunk);
      this.ended = this.#left === 0;
      return rest;
    };
  }

  #endless(): void {
    this.#untilOver = true;
    this.#read = (chunk) => {
      this.#onData(chunk);
      return nothing;
    };
  }

  #take(chunk: Uint8Array): Uint8Array {
    const piece = chunk.subarray(0, this.#left);
    this.#left -= piece.length;
    if (piece.length > 0) this.#onData(piece);
    return chunk.subarray(piece.length);
  }

  #size(chunk: Uint8Array): Uint8Array {
    return this.#line(chunk, (line) => {
      const [, digits] = /^([\da-f]{1,13})[ \t]*(?:;.*)?$/i.exec(line) ?? [];
      if (digits === undefined) throw fault('HPE_INVALID_CHUNK_SIZE', 'no size of a chunk');
      this.#left = Number.parseInt(digits, 16);
      this.#spent = 0;
      if (this.#left === 0) this.#read = (next) => this.#trailer(next);
      else this.#read = (next) => this.#chunk(next);
    });
  }

  #chunk(chunk: Uint8Array): Uint8Array {
    const rest = this.#take(chunk);
    if (this.#left > 0) return rest;
    this.#read = (next) =>
      this.#line(next, (line) => {
        if (line !== '') throw fault('HPE_STRICT', 'a chunk longer than it said');
        this.#read = (size) => this.#size(size);
      });
    return rest;
  }

  #trailer(chunk: Uint8Array): Uint8Array {
    return this.#line(chunk, (line) => {
      this.ended = line === '';
    });
  }

  /** Up to the end of a line, which may be in a later chunk. */
  #line(chunk: Uint8Array, onLine: (line: string) => void): Uint8Array {
    const end = chunk.indexOf(newline);
    this.#spent += end === -1 ? chunk.length : end + 1;
    if (this.#spent > longestHead) throw fault('HPE_HEADER_OVERFLOW', 'no end of headers');
    this.#text += latin1(chunk.subarray(0, end === -1 ? chunk.length : end));
    if (end === -1) return nothing;
    const line = this.#text.replace(/\r$/, '');
    this.#text = '';
    onLine(line);
    return chunk.subarray(end + 1);
  }
}

const protocol = 'HTTP/1.';
const newline = 0x0a;
const nothing = new Uint8Array(0);

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

const notHttp = (): Error => fault('HPE_INVALID_CONSTANT', 'not HTTP');
