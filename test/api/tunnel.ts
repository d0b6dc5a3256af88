import { connect } from 'node:net';
import { Duplex } from 'node:stream';

/** A tunnel that counts: its streams are Duplexes without any method of a socket, like the channels of an SSH connection. */
export class Tunnel {
  readonly opened: string[] = [];
  readonly streams: Duplex[] = [];
  sent = 0;
  received = 0;

  constructor(readonly port: number) {}

  readonly connect = async (host: string, port: number): Promise<Duplex> => {
    this.opened.push(`${host}:${port}`);
    const far = connect(this.port, '127.0.0.1');
    await new Promise((resolve, reject) => far.once('connect', resolve).once('error', reject));
    const near = new Duplex({
      read: () => far.resume(),
      write: (chunk: Buffer, _encoding, done) => {
        this.sent += chunk.length;
        far.write(chunk, done);
      },
      final: (done) => {
        far.end();
        done();
      },
      destroy: (error, done) => {
        far.destroy();
        done(error);
      },
    });
    far.on('data', (chunk: Buffer) => {
      this.received += chunk.length;
      if (!near.push(chunk)) far.pause();
    });
    far.on('end', () => near.push(null));
    far.on('error', (error) => near.destroy(error));
    far.on('close', () => near.destroy());
    this.streams.push(near);
    return near;
  };
}
