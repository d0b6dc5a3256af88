import { explainRefusal } from '../../../src/api/answer-errors.js';
import { ApiUnavailable } from '../../../src/api/errors.js';
import type { ManagementApi, RequestOptions } from '../../../src/api/management-api.js';
import { TimedOut } from '../../../src/errors.js';
import { itemsByRequest } from '../../items-by-request.js';
import { answerOf } from './answers.js';
import type { Life } from './life.js';
import { type SimulatedNode, serves, type World } from './world.js';

/** ms that a request has when nobody says how long: as the rolling commands set it for the real client. */
const patience = 30_000;

/** One node's listener, as one process of the tool reaches it. */
export function simulatedApi(world: World, node: SimulatedNode, life: Life): ManagementApi {
  const where = `${node.name.split('@')[1]}:15672`;
  // A connection that was kept goes on through a drain (facts §1.3).
  const kept = world.random.chance(0.3);
  const request: ManagementApi['request'] = async (method, path, options = {}) => {
    if (hangs(world, node)) return hang(life, where, options);
    const sent = options.chunks === undefined ? options.body : await readAll(options.chunks());
    const { status, body } = await life.ask(() => {
      const hears = serves(node) && (!node.drained || kept);
      if (!hears) throw new ApiUnavailable('refused', `nothing listens on ${where}`, { reached: false });
      if (node.api === 'refuses') return { status: 401, body: { error: 'not_authorised', reason: 'Login failed' } };
      if (node.api === 'fails') return { status: 500, body: { error: 'internal', reason: 'simulated' } };
      return answerOf(world, node, method, path, sent);
    });
    if (status < 300) return body;
    throw explainRefusal({
      ...{ status, text: JSON.stringify(body), location: undefined, where, request: `${method} /api/${path}`, path },
      ...{ username: 'ops', credentialsGiven: true },
    });
  };
  return {
    url: `http://${where}`,
    request,
    stream: async function* (method, path, options) {
      yield Buffer.from(JSON.stringify(await request(method, path, options)));
    },
    items: itemsByRequest(request),
    close: async () => {},
  };
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<unknown> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return JSON.parse(Buffer.concat(all).toString());
}

/** A machine without power says nothing at all; one that is up says at least no. */
const hangs = (world: World, node: SimulatedNode): boolean =>
  node.api === 'hangs' || (!node.on && world.random.chance(0.2));

async function hang(life: Life, where: string, { deadline, patience: share }: RequestOptions): Promise<never> {
  // In whole seconds: what FailoverApi leaves of a deadline depends on the real clock.
  const ms = Math.round(Math.min(deadline ?? patience, share ?? patience, patience) / 1000) * 1000;
  await life.ask(() => undefined);
  await life.wait(ms);
  if (share !== undefined) throw new ApiUnavailable('timeout', `no answer from ${where}`, { reached: false });
  throw new TimedOut(`no answer from ${where} within ${ms / 1000} s`);
}
