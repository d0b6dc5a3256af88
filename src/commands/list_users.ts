import { listUsers, tagsOf } from '../api/users.js';
import { command } from '../cli/command.js';
import { Atom } from '../format/term.js';

export default command({
  section: 'user_management',
  summary: 'Lists users and their tags',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  banner: () => 'Listing users ...',
  run: async ({ cluster }) => ({
    kind: 'rows',
    columns: ['user', 'tags'],
    rows: (await listUsers(cluster.api)).map((user) => [user.name ?? '', tagsOf(user).map((tag) => new Atom(tag))]),
    streamed: true,
  }),
});
