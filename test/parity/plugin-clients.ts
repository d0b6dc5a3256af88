import { connect, type Socket } from 'node:net';
import { compareVersions } from '../../src/cluster/capabilities.js';
import type { Lab } from '../lab/lab.js';

export interface PluginClients {
  end(): void;
}

/** Connections of MQTT, STOMP and the stream protocol, with a stream that is written and read. Each waits until it is served. */
export async function startPluginClients(lab: Lab): Promise<PluginClients> {
  const sockets = [await mqtt(lab, 'client é'), await mqtt(lab, 'second'), await stomp(lab)];
  const reading = hasStreams(lab.version) ? await stream(lab) : undefined;
  if (reading !== undefined) sockets.push(reading);
  const alive = setInterval(() => reading?.write(frame(23, Buffer.alloc(0))), 20_000);
  return {
    end: () => {
      clearInterval(alive);
      for (const socket of sockets) socket.destroy();
    },
  };
}

export const hasStreams = (version: string): boolean => compareVersions(version, '3.9.0') >= 0;

/** Of consumers of a stream, one of which is served. */
export const hasGroups = (version: string): boolean => compareVersions(version, '3.11.0') >= 0;

async function mqtt(lab: Lab, id: string): Promise<Socket> {
  const socket = await open(lab, 1883);
  const body = [short('MQTT'), Buffer.from([4, 0xc2, 0, 0]), short(id), short(lab.username), short(lab.password)];
  const packet = Buffer.concat(body);
  socket.write(Buffer.concat([Buffer.from([0x10, packet.length]), packet]));
  await answered(socket, (bytes) => bytes[0] === 0x20 && bytes[3] === 0);
  return socket;
}

async function stomp(lab: Lab): Promise<Socket> {
  const socket = await open(lab, 61613);
  socket.write(`CONNECT\naccept-version:1.2\nhost:/\nlogin:${lab.username}\npasscode:${lab.password}\n\n\0`);
  await answered(socket, (bytes) => bytes.toString().startsWith('CONNECTED'));
  return socket;
}

const streamName = 'events é';

/** One publisher, two subscribers, one of them in a group, and an offset that is kept. */
async function stream(lab: Lab): Promise<Socket> {
  const socket = await open(lab, 5552);
  const request = async (key: number, ...body: readonly Buffer[]) => {
    socket.write(frame(key, Buffer.concat([number(key), ...body])));
    await answered(socket, (bytes) => keyOf(bytes) === key);
  };
  await request(17, table({ product: 'parity é', connection_name: 'stream conn' }));
  await request(18);
  socket.write(frame(19, Buffer.concat([number(19), short('PLAIN'), long(`\0${lab.username}\0${lab.password}`)])));
  // Of the same sizes that it offers.
  const tune = await answered(socket, (bytes) => keyOf(bytes) === 20);
  socket.write(frame(20, tune.subarray(8, 16)));
  await request(21, short('/'));
  await request(13, short(streamName), table({}));
  await request(1, Buffer.from([0]), short('the "ref"'), short(streamName));
  const first = Buffer.concat([short(streamName), Buffer.from([0, 1, 0, 10])]);
  await request(7, Buffer.from([3]), first, table({}));
  if (hasGroups(lab.version)) await joinGroup(socket, first);
  socket.write(
    frame(10, Buffer.concat([short('the "ref"'), short(streamName), Buffer.from([0, 0, 0, 0, 0, 0, 0, 7])])),
  );
  return socket;
}

async function joinGroup(socket: Socket, subscription: Buffer): Promise<void> {
  const member = table({ name: 'group é', 'single-active-consumer': 'true' });
  socket.write(frame(7, Buffer.concat([number(7), Buffer.from([4]), subscription, member])));
  // The broker asks from where on, and ends the connection when nobody answers.
  const question = await answered(socket, (bytes) => keyOf(bytes) === 26);
  socket.write(frame(0x801a, Buffer.concat([question.subarray(8, 12), Buffer.from([0, 1, 0, 1])])));
}

function open(lab: Lab, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, lab.hosts[0]?.address ?? '', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** What comes until it is so; bytes come in pieces. */
function answered(socket: Socket, isSo: (bytes: Buffer) => boolean): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const take = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      while (keyOf(bytes) !== undefined && bytes[0] === 0 && !isSo(bytes) && bytes.length > 4 + bytes.readUInt32BE())
        bytes = bytes.subarray(4 + bytes.readUInt32BE());
      if (!isSo(bytes)) return;
      socket.off('data', take).off('close', close);
      resolve(bytes);
    };
    const close = () => reject(new Error(`the broker closed the connection: ${bytes.toString('latin1')}`));
    socket.on('data', take).on('close', close);
  });
}

/** A frame of the stream protocol, version 1. */
const frame = (key: number, body: Buffer): Buffer => {
  const head = Buffer.from([0, 0, 0, 0, key >> 8, key & 255, 0, 1]);
  head.writeUInt32BE(4 + body.length);
  return Buffer.concat([head, body]);
};

const keyOf = (bytes: Buffer): number | undefined => (bytes.length >= 8 ? bytes.readUInt16BE(4) & 0x7fff : undefined);

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

const short = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
};

const long = (text: string): Buffer => Buffer.concat([number(Buffer.byteLength(text)), Buffer.from(text)]);

const table = (entries: Readonly<Record<string, string>>): Buffer =>
  Buffer.concat([number(Object.keys(entries).length), ...Object.entries(entries).flat().map(short)]);
