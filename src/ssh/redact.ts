const secretOption = /^(--?[\w-]*(?:password|passphrase|passwd|secret|token|cookie)[\w-]*)(=|$)/i;
const secretAssignment = /^([A-Z_]*(?:PASSWORD|PASSPHRASE|SECRET|TOKEN|COOKIE)[A-Z_]*=).+/s;
/** How many words after these commands are still no secret: `add_user NAME PASSWORD`. */
const openWords: Readonly<Record<string, number>> = {
  add_user: 1,
  change_password: 1,
  authenticate_user: 1,
  hash_password: 0,
  encode: 0,
  decode: 0,
  encrypt_conf_value: 0,
  decrypt_conf_value: 0,
  encrypt_value: 0,
  eval: 0,
  exec: 0,
};
/** What may be read although a password is somewhere near. */
const harmlessOption =
  /^(-[nqstlp]|--(node|quiet|silent|timeout|longnames|formatter|vhost|dry-run|script-name|pre-hashed-password|cipher|hash|iterations))(=|$)/;
const tool = /(^|\/)rabbitmq(ctl|-(diagnostics|plugins|queues|streams|upgrade))$/;
/** Options of the tools whose value is a word of its own. */
const optionsWithValue = ['-n', '--node', '-t', '--timeout', '-p', '--vhost', '--formatter', '--script-name'];

/** An argv on one line for --debug: secrets starred, scripts of ours cut short. Never for running. */
export function redactedLine(argv: readonly string[]): string {
  return redactArguments(argv)
    .map((word) => (word.includes('\n') ? '<script>' : word))
    .map((word) => (word.length > 400 ? `${word.slice(0, 400)}… (${word.length} characters)` : word))
    .map((word) => (/^[\w./:@%+=,*<>-]+$/.test(word) ? word : JSON.stringify(word)))
    .join(' ');
}

/** What an error calls a command: its program and, for RabbitMQ's tools, the command's name: the first word after the options. */
export function commandName(argv: readonly string[]): string {
  const words = argv[0] === 'sh' && argv[3] === 'rabbitctl' ? argv.slice(5) : argv;
  const [program = '', ...rest] = words;
  if (!/^rabbitmq/.test(program)) return program;
  const name = rest.find((word, index) => !word.startsWith('-') && !optionsWithValue.includes(rest[index - 1] ?? ''));
  return name !== undefined && /^[a-z][a-z_]+$/.test(name) ? `${program} ${name}` : program;
}

function redactArguments(argv: readonly string[]): string[] {
  let hideNext = false;
  let inTool = false;
  /** Words that start with `-` are no options any more. */
  let onlyWords = false;
  let openLeft: number | undefined;
  return argv.map((word) => {
    const hidden = hideNext;
    const option = onlyWords ? null : secretOption.exec(word);
    hideNext = option !== null && option[2] !== '=';
    if (hidden) return '***';
    if (option !== null) return option[2] === '=' ? `${option[1]}=***` : word;
    if (word === '--' && !onlyWords) {
      onlyWords = inTool;
      return word;
    }
    if (openLeft === undefined) {
      openLeft = startOfSecrets(word, inTool);
      inTool ||= tool.test(word);
      return redactText(word);
    }
    if (!onlyWords && word.startsWith('-')) return harmlessOption.test(word) ? redactText(word) : '***';
    return openLeft-- > 0 && !word.startsWith('-') ? word : '***';
  });
}

/** How many words after this one are still no secret; undefined when none is expected. `docker exec` is not `rabbitmqctl exec`. */
function startOfSecrets(word: string, inTool: boolean): number | undefined {
  if (!Object.hasOwn(openWords, word) || (word === 'exec' && !inTool)) return undefined;
  return openWords[word];
}

/** Stars the passwords inside URIs, JSON and assignments. A password may hold `@` and `/`: the last `@` ends it, of the string or before a blank. */
export function redactText(text: string): string {
  return text
    .replace(/("[a-z][a-z0-9+.-]*:\/\/[^\s:"]*:)(?:[^"\\]|\\.)*@/gi, '$1***@')
    .replace(/((?<!")\b[a-z][a-z0-9+.-]*:\/\/[^\s:]*:)\S*@/gi, '$1***@')
    .replace(/("[\w-]*(?:password|secret|token)[\w-]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi, '$1"***"')
    .replace(secretAssignment, '$1***');
}
