import { command } from '../cli/command.js';
import { globalFlags } from '../cli/global-flags.js';
import { text } from '../cli/input.js';
import { silence, value } from '../format/result.js';

export default command({
  section: 'help',
  summary: 'Lists the commands, or the options of every command, that begin with a word',
  tool: 'rabbitmqctl',
  args: { prefix: text('the beginning of a command, or behind -- of an option') },
  examples: ['rabbitctl autocomplete list_us', 'rabbitctl autocomplete -- --form'],
  run: ({ args: { prefix }, commands, face }) => {
    const words = prefix.startsWith('-') ? options : commands;
    // A name that is complete has nothing to be completed, for the real tool either.
    const found = words.includes(prefix) ? [] : words.filter((word) => word.startsWith(prefix));
    if (face === 'text') return found.length === 0 ? silence : value(found.toSorted());
    return { kind: 'rows', columns: ['message'], rows: found.toSorted().map((word) => [word]), streamed: true };
  },
});

const options: readonly string[] = Object.entries(globalFlags)
  .filter(([, spec]) => !('hidden' in spec && spec.hidden))
  .map(([name]) => `--${name}`);
