import { refusedPermission } from '../api/refused-permission.js';
import { putTopicPermission } from '../api/topic-permissions.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';

export default command({
  section: 'access_control',
  summary: 'Sets with which routing keys a user may publish and bind at a topic exchange',
  tool: 'rabbitmqctl',
  args: {
    username: text('name of the user'),
    exchange: text('name of the topic exchange'),
    write: text('regular expression over the routing keys the user may publish with'),
    read: text('regular expression over the routing keys the user may bind with'),
  },
  flags: { vhost },
  examples: ["rabbitctl set_topic_permissions -p shop alice amq.topic '^alice\\.' '.*'"],
  banner: ({ args, flags }) =>
    `Setting topic permissions on "${args.exchange}" for user "${args.username}" in vhost "${flags.vhost}" ...`,
  run: async ({ cluster: { api }, args: { username: user, ...rights }, flags: { vhost } }) => {
    await refusedPermission(api, putTopicPermission(api, vhost, user, rights), { user, vhost });
  },
});
