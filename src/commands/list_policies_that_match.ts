import type { ManagementApi } from '../api/management-api.js';
import { listPolicies, type Policy } from '../api/policies.js';
import { getQueue, type Queue } from '../api/queues.js';
import { command } from '../cli/command.js';
import { option, text, vhost } from '../cli/input.js';
import { asAnyone } from '../cluster/as-anyone.js';
import { noSuchQueue } from '../cluster/no-such-queue.js';
import { policiesThatMatch } from '../cluster/policies-that-match.js';
import { policyJson, policyTerms } from '../cluster/policy-terms.js';
import { NotFound, UsageError } from '../errors.js';
import { value } from '../format/result.js';

export default command({
  section: 'policies',
  summary: 'Lists every policy that matches a queue or an exchange, the strongest first',
  tool: 'rabbitmq-diagnostics',
  repeatable: true,
  formatter: 'pretty_table',
  args: { name: text('name of the queue or exchange') },
  flags: { vhost, 'object-type': option('queue, or exchange; queue when left out') },
  examples: ['rabbitctl list_policies_that_match -p shop orders'],
  validate: ({ flags: { 'object-type': type } }) => {
    if (type !== undefined && !['queue', 'exchange'].includes(type)) {
      throw new UsageError(`--object-type takes queue or exchange, not "${type}"`);
    }
  },
  banner: ({ args, flags }) =>
    `Listing policies that match ${flags['object-type'] ?? 'queue'} '${args.name}' in vhost '${flags.vhost}' ...`,
  run: async ({ cluster: { api }, args: { name }, flags: { vhost, ...flags }, face, version }) => {
    const { rabbitmq, erlang } = await version();
    const isJson = face === 'json' && flags.formatter !== 'json_stream';
    const isQueue = flags['object-type'] !== 'exchange';
    const queue = isQueue ? await queueIfAny(api, vhost, name) : undefined;
    if (isQueue && queue === undefined) {
      if (!isJson) throw noSuchQueue(name, vhost, rabbitmq);
      return value({ result: 'error', message: 'object (queue, exchange) not found', policies: [] });
    }
    const matched = { name, ...(isQueue && { queueType: queue?.type ?? '' }) };
    const policies = policiesThatMatch(await policiesIfAny(api, vhost), matched, rabbitmq);
    if (isJson) return value({ result: 'ok', policies: policies.map((policy) => policyJson(policy, rabbitmq)) });
    const isTable = ['pretty_table', undefined].includes(flags.formatter);
    return policyTerms(policies, {
      table: face === 'text' && isTable ? { otp: Number.parseInt(erlang, 10) } : undefined,
      json: face === 'json' ? rabbitmq : undefined,
    });
  },
});

async function queueIfAny(api: ManagementApi, vhost: string, name: string): Promise<Queue | undefined> {
  if (name === '') return undefined;
  return ifAny(asAnyone(api, getQueue(api, vhost, name)));
}

/** The real tool looks for no virtual host. */
const policiesIfAny = async (api: ManagementApi, vhost: string): Promise<readonly Policy[]> =>
  (await ifAny(listPolicies(api, vhost))) ?? [];

async function ifAny<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
