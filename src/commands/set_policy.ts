import { orNotFound } from '../api/is-found.js';
import { JsonFloat, parseJson } from '../api/json.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { putPolicy } from '../api/policies.js';
import { command } from '../cli/command.js';
import { integer, json, option, text, vhost } from '../cli/input.js';
import type { JsonText } from '../cli/json-text.js';
import { DataError } from '../errors.js';

export default command({
  section: 'policies',
  summary: 'Sets or updates a policy',
  tool: 'rabbitmqctl',
  args: {
    name: text('name of the policy'),
    pattern: text('regular expression over the names of queues and exchanges'),
    definition: json('what it sets, as JSON'),
  },
  flags: {
    vhost,
    priority: integer('the highest one wins', 0),
    'apply-to': {
      ...option('queues, exchanges or all; newer versions also classic_queues, quorum_queues, streams'),
      missing: 'all',
    },
  },
  examples: ["rabbitctl set_policy limit '^events' '{\"max-length\":10000}' --apply-to queues"],
  banner: ({ args, flags }) =>
    `Setting policy "${args.name}" for pattern "${args.pattern}" to "${args.definition.text}" with priority "${flags.priority}" for vhost "${flags.vhost}" ...`,
  run: async ({ cluster, args, flags }) => {
    const policy = {
      pattern: args.pattern,
      definition: objectIn(args.definition),
      priority: flags.priority,
      'apply-to': flags['apply-to'] ?? 'all',
    };
    try {
      await orNotFound(putPolicy(cluster.api, flags.vhost, args.name, policy), noSuchVhost(flags.vhost));
    } catch (error) {
      // A refused definition is 69 in the real tool, where other bad data is 65.
      if (!(error instanceof DataError) || error.cause !== undefined) throw error;
      throw new DataError(error.message, { exitCode: 69, cause: error });
    }
  },
});

/** The real tool crashes over other JSON, with the exit code of a refused definition. */
function objectIn(definition: JsonText): Readonly<Record<string, unknown>> {
  const value = definition.parse((text) => parseJson(text, true));
  const isObject =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonFloat);
  if (isObject) return { ...value };
  throw new DataError(`definition must be a JSON object, not ${definition.text}`, { exitCode: 69 });
}
