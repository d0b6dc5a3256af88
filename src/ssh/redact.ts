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
};

/** An argv on one line for --debug: secrets starred, scripts of ours cut short. Never for running. */
export function redactedLine(argv: readonly string[]): string {
  return redactArguments(argv)
    .map((word) => (word.includes('\n') ? '<script>' : word))
    .map((word) => (word.length > 400 ? `${word.slice(0, 400)}… (${word.length} characters)` : word))
    .map((word) => (/^[\w./:@%+=,*<>-]+$/.test(word) ? word : JSON.stringify(word)))
    .join(' ');
}

/** What an error calls a command: its program and, for RabbitMQ's tools, the command's name. */
export function commandName(argv: readonly string[]): string {
  const words = argv[0] === 'sh' && argv[3] === 'rabbitctl' ? argv.slice(5) : argv;
  const [program = '', ...rest] = words;
  const name = /^rabbitmq/.test(program) ? rest.find((word) => /^[a-z][a-z_]+$/.test(word)) : undefined;
  return name === undefined ? program : `${program} ${name}`;
}

function redactArguments(argv: readonly string[]): string[] {
  let hideNext = false;
  let openLeft: number | undefined;
  return argv.map((word) => {
    const hidden = hideNext;
    const option = secretOption.exec(word);
    hideNext = option !== null && option[2] !== '=';
    if (hidden) return '***';
    if (option !== null) return option[2] === '=' ? `${option[1]}=***` : word;
    if (openLeft !== undefined && !word.startsWith('-')) return openLeft-- > 0 ? word : '***';
    if (openLeft === undefined) openLeft = Object.hasOwn(openWords, word) ? openWords[word] : undefined;
    return redactText(word);
  });
}

/** Stars the passwords inside URIs, JSON and assignments. */
export function redactText(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*:)[^\s@"']+@/gi, '$1***@')
    .replace(/("[\w-]*(?:password|secret|token)[\w-]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi, '$1"***"')
    .replace(secretAssignment, '$1***');
}
