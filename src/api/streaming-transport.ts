import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { type Duplex, Readable } from 'node:stream';
import { type Endpoint, idleConnectionLife, type Transport, type WireAnswer, type WireRequest } from './wire.js';

/** HTTP by node:http, for what is sent in pieces. */
export function openStreaming(endpoint: Endpoint, connect: () => Promise<Duplex>): Transport {
  const agent = new ConnectingAgent(connect);
  return {
    send: (wire) => send(wire, { agent, host: endpoint.host, port: endpoint.port }),
    async close() {
      agent.destroy();
    },
  };
}

function send(wire: WireRequest, where: { agent: Agent; host: string; port: number }): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const length = typeof wire.body !== 'string' ? {} : { 'content-length': String(Buffer.byteLength(wire.body)) };
    const sending = request({
      ...where,
      method: wire.method,
      path: wire.target,
      headers: { ...wire.headers, ...length },
      signal: wire.signal,
    });
    sending.once('error', reject);
    sending.once('response', (answer: IncomingMessage) => {
      sending.removeListener('error', reject);
      // From here on the body tells of every error.
      sending.on('error', (error) => answer.destroy(error));
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: answer });
    });
    if (wire.body === undefined || typeof wire.body === 'string') sending.end(wire.body);
    else feed(Readable.from(wire.body), sending);
  });
}

/** Not by `pipeline`, which does not tell the request why the source failed. */
function feed(source: Readable, sending: ClientRequest): void {
  source.once('error', (error) => sending.destroy(error));
  sending.once('close', () => source.destroy());
  source.pipe(sending);
}

/** An agent whose connections are made elsewhere; TLS, if any, is already spoken on them. */
class ConnectingAgent extends Agent {
  readonly #connect: () => Promise<Duplex>;

  constructor(connect: () => Promise<Duplex>) {
    super({ keepAlive: true, timeout: idleConnectionLife });
    this.#connect = connect;
  }

  // Node calls it so since 0.11 and documents it; the types do not know the callback.
  override createConnection(_options: unknown, done: (error: Error | null, socket?: Duplex) => void): undefined {
    this.#connect().then(
      (socket) => done(null, socket),
      (error: Error) => done(error),
    );
  }
}
