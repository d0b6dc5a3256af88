import { command } from '../cli/command.js';
import { scripts, shells } from '../cli/completion/scripts.js';
import type { Argument } from '../cli/input.js';
import { UsageError } from '../errors.js';
import { value } from '../format/result.js';

const shell: Argument<keyof typeof scripts> = {
  description: shells.join(', '),
  required: true,
  options: shells,
  parse: (word) => {
    const found = shells.find((name) => name === word);
    if (found !== undefined) return found;
    throw new UsageError(`there is no completion for "${word}"`, { hint: `There is one for ${shells.join(', ')}.` });
  },
};

export default command({
  section: 'help',
  summary: 'Prints the script by which a shell completes command lines of rabbitctl',
  args: { shell },
  examples: [
    'source <(rabbitctl completion bash)',
    'rabbitctl completion zsh > ~/.zfunc/_rabbitctl',
    'rabbitctl completion fish > ~/.config/fish/completions/rabbitctl.fish',
  ],
  run: ({ args }) => value(scripts[args.shell].trimEnd()),
});
