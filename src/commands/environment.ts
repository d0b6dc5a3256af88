import { getEffectiveConfiguration } from '../api/effective-configuration.js';
import { command } from '../cli/command.js';
import { has } from '../cluster/capabilities.js';
import { NotFound, NotOverHttp } from '../errors.js';
import { charlistsAsText } from '../format/charlists.js';
import { parseErlang } from '../format/erlang-parse.js';
import { value } from '../format/result.js';

export default command({
  section: 'configuration',
  summary: 'Shows the configuration of every application of the node, as Erlang terms',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  banner: ({ node }) => `Application environment of node ${node.name} ...`,
  run: async ({ node, face, settings, version }) => {
    // Erlang prints the keys of a map in an order that each virtual machine has for itself.
    if (face !== 'json' && !settings.apiOnly.value) throw new NotOverHttp('HTTP has the keys of maps in another order');
    const text = await getEffectiveConfiguration(node.api).catch((cause: unknown) => {
      throw cause instanceof NotFound ? new NotOverHttp('this version does not tell it over HTTP', { cause }) : cause;
    });
    const term = parseErlang(text);
    const asText = face === 'json' && has((await version()).rabbitmq, 'charlists_are_text_in_json');
    return value(asText ? charlistsAsText(term) : term);
  },
});
