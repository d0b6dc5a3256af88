import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { ApiUnavailable } from '../api/errors.js';
import { getOverview, identity } from '../api/overview.js';
import { getOwnUser } from '../api/who-am-i.js';
import type { Node } from '../cluster/cluster.js';
import type { NodeSettings } from '../cluster/settings.js';
import { type CliError, NotPermitted, Unavailable } from '../errors.js';
import { attempt, type Branch, failure, type Item, ok, skipped, warning } from './item.js';

/** The Management HTTP API from this machine: name, port, TLS, login, tags. Each needs the one before. */
export async function fromHere({ api }: Node, settings: NodeSettings): Promise<Branch> {
  const { hostname, port, protocol } = new URL(api.url);
  const number = Number(port) || (protocol === 'https:' ? 443 : 80);
  const direct = !settings.api.tunnel.value && settings.api.proxy.value === undefined;
  const line = direct
    ? await reached(hostname.replace(/^\[|\]$/g, ''), number)
    : [skipped('port', 'through a tunnel or a proxy')];
  const title = `HTTP from here, ${api.url}`;
  if (line.some(({ state }) => state === 'failed')) return { title, items: line };
  const answered = await attempt(
    'HTTP',
    () => getOverview(api, identity),
    ({ node, rabbitmq_version: version }) => ok('HTTP', `${node} answers, RabbitMQ ${version}`),
  );
  if (answered.error !== undefined) return { title, items: [...line, ...whyNot(answered.item, answered.error)] };
  const user = await attempt('user', () => getOwnUser(api), tagsOf);
  return { title, items: [...line, answered.item, user.item] };
}

async function reached(hostname: string, port: number): Promise<readonly Item[]> {
  const name = await attempt(
    'name',
    () => resolved(hostname),
    (address) => ok('name', address === hostname ? `${hostname} is an address` : `${hostname} is ${address}`),
  );
  if (name.value === undefined) return [name.item];
  const line = await attempt(
    'port',
    () => opened(hostname, port),
    () => ok('port', `${port} is open`),
  );
  return [name.item, line.item];
}

async function resolved(hostname: string): Promise<string> {
  try {
    return (await lookup(hostname)).address;
  } catch (cause) {
    throw new Unavailable(`${hostname} does not resolve here`, {
      hint: 'Put it into DNS or /etc/hosts of this machine, or give the address: [clusters.NAME.node."NODE"] api = { url = "…" }',
      cause,
    });
  }
}

function opened(host: string, port: number): Promise<true> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: 5000 });
    const end = (says: string, hint: string) => {
      socket.destroy();
      reject(new Unavailable(`${port} on ${host}: ${says}`, { hint }));
    };
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('timeout', () => end('no answer in 5 s', 'A firewall drops it, or the machine is off.'));
    socket.once('error', ({ message }) =>
      /ECONNREFUSED/.test(message)
        ? end(
            'nothing listens there',
            'Is the node running, and the plugin rabbitmq_management enabled? A drained node does not listen.',
          )
        : end(message, 'Is there a route to that network?'),
    );
  });
}

/** Refused by TLS, by the login, or by something that is no RabbitMQ. */
function whyNot(item: Item, error: CliError): readonly Item[] {
  if (error instanceof NotPermitted) {
    return [ok('HTTP', 'something answers'), { ...item, name: 'login' }];
  }
  return [error instanceof ApiUnavailable && error.why === 'tls' ? { ...item, name: 'TLS' } : item];
}

function tagsOf({ name, tags }: { readonly name: string; readonly tags: readonly string[] }): Item {
  const says = `${name}, tagged ${tags.join(', ') || 'with nothing'}`;
  if (tags.includes('administrator')) return ok('user', says);
  const advice = `Whole-cluster operations need administrator: rabbitctl set_user_tags ${name} administrator`;
  return tags.includes('monitoring')
    ? warning('user', says, advice)
    : failure('user', `${says}: it sees no nodes`, advice);
}
