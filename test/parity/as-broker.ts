/** A command line that runs what follows as the broker's user, who has the cookie. */
export const asBroker = 'cd / && LANG=C.UTF-8 exec sudo -n -u rabbitmq';

/** Debian's tools of 4.0 look for plugins, and so for their commands, where none are. */
export const pluginsAreThere =
  'export PLUGINS_DIR="$(echo /usr/lib/rabbitmq/lib/rabbitmq_server-*/plugins)"; export RABBITMQ_PLUGINS_DIR="$PLUGINS_DIR"';

/** One word for the shell over there. */
export const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
