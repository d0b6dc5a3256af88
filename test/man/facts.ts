/** What README tells of exit codes, in the manual's words. */
export const exitCodes: readonly (readonly [string, string])[] = [
  ['0', 'done'],
  ['64', 'the command line is wrong'],
  ['65', 'a value is refused, or names nothing'],
  ['66', 'a file or directory of this machine is not there, or cannot be read'],
  ['67', 'no such user'],
  ['69', 'not available, refused by the broker, or a failed check'],
  ['70', 'already exists (as the real tool), or a bug of ours'],
  ['73', 'a file or directory of this machine cannot be made'],
  ['74', 'it cannot be written: the disk is full, or fails'],
  ['75', 'timed out, locked by another run, or a run is paused'],
  ['76', 'a run was given up'],
  ['77', 'login refused, or not enough rights'],
  ['78', 'our own settings or keys are at fault, or a file that they name'],
  ['130', 'Ctrl-C'],
];

export const filesAndVariables: readonly (readonly [string, string])[] = [
  [
    '$XDG_CONFIG_HOME/rabbitctl/config.toml',
    'The config file, ~/.config where the variable is not set; RABBITCTL_CONFIG names another one.',
  ],
  ['$XDG_CACHE_HOME/rabbitctl', 'Tokens of OAuth 2, and the names that completion has found: for their owner alone.'],
  ['RABBITCTL_CLUSTER, RABBITCTL_NODE, RABBITCTL_URL, RABBITCTL_SSH', 'As the options of these names.'],
  ['RABBITCTL_USERNAME, RABBITCTL_PASSWORD, RABBITCTL_PASSWORD_FILE', 'Who logs in to the Management HTTP API.'],
  ['RABBITCTL_TOKEN, RABBITCTL_TOKEN_FILE', 'A bearer token in the place of both.'],
  ['RABBITMQ_NODENAME, RABBITMQ_USE_LONGNAME', "As for RabbitMQ's own tools."],
];
