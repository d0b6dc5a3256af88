import { command } from '../cli/command.js';
import { flag, ours, text } from '../cli/input.js';
import { value } from '../format/result.js';

export default command({
  section: 'help',
  summary: "Makes links by the names of RabbitMQ's own tools, which then answer from here as they do on a node",
  args: { dir: { ...text('folder for the links, on the PATH before that of the real tools, if these are there') } },
  flags: {
    force: ours(flag('also in the place of files that are no links of ours')),
    remove: ours(flag('take the links away again, and nothing else')),
  },
  examples: ['rabbitctl install-links ~/.local/bin', 'rabbitctl install-links --remove ~/.local/bin'],
  run: async ({ args, flags, note }) => {
    const [{ installLinks, removeLinks }, { ownProgram }] = await Promise.all([
      import('../cli/install-links.js'),
      import('../cli/own-program.js'),
    ]);
    const program = ownProgram();
    if (flags.remove) return value(await removeLinks(args.dir, program, note));
    return value(await installLinks(args.dir, program, flags.force));
  },
});
