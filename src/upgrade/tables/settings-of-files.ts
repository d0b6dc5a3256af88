/** A setting by its dotted name, its value, and the file that has it. Values may be secrets: they are compared, never shown. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly file: 'rabbitmq.conf' | 'advanced.config';
}

/** All settings of both files. */
export const settingsOf = (files: Readonly<Record<Setting['file'], string>>): readonly Setting[] => [
  ...settingsOfConf(files['rabbitmq.conf']),
  ...settingsOfTerms(files['advanced.config']),
];

/** `key = value` lines of rabbitmq.conf without comments; the last of a name counts, as for the broker. */
export function settingsOfConf(text: string): readonly Setting[] {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, key, value = ''] = /^\s*([^#=\s][^=]*?)\s*=\s*('[^']*'|.*?)\s*(?:#.*)?$/.exec(line) ?? [];
    if (key !== undefined) found.set(key, value.replace(/^'(.*)'$/, '$1'));
  }
  return [...found].map(([name, value]) => ({ name, value, file: 'rabbitmq.conf' }));
}

/**
 * Settings of advanced.config: `[{rabbit, [{frame_max, 4096}]}].` has `rabbit.frame_max`, by the names of the atoms that
 * begin the tuples around it. The value is the term that follows, without blanks and comments.
 */
export function settingsOfTerms(text: string): readonly Setting[] {
  const tokens = tokensOf(text);
  const found: Setting[] = [];
  const around: (string | undefined)[] = [];
  for (const [index, token] of tokens.entries()) {
    if (closes.has(token)) around.pop();
    if (!opens.has(token)) continue;
    const first = tokens[index + 1] ?? '';
    const isPair = token === '{' && isPlain(first) && tokens[index + 2] === ',';
    around.push(isPair ? unquoted(first) : undefined);
    if (!isPair) continue;
    const name = around.filter((part) => part !== undefined).join('.');
    found.push({ name, value: termAt(tokens, index + 3), file: 'advanced.config' });
  }
  return found;
}

const opens = new Set(['{', '[', '<<']);
const closes = new Set(['}', ']', '>>']);

/** Atoms, numbers, brackets and commas; a text in quotes is one token, and comments are none. */
function tokensOf(text: string): readonly string[] {
  const pattern = /%.*|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|<<|>>|[{}[\],]|[^\s{}[\],"'%<>]+/g;
  return [...text.matchAll(pattern)].map(([token]) => token).filter((token) => !token.startsWith('%'));
}

/** One atom, number or text, or all up to the bracket that closes it. */
function termAt(tokens: readonly string[], start: number): string {
  let depth = 0;
  for (let end = start; end < tokens.length; end++) {
    const token = tokens[end] ?? '';
    if (opens.has(token)) depth++;
    if (closes.has(token)) depth--;
    if (depth <= 0) return tokens.slice(start, end + 1).join('');
  }
  return tokens.slice(start).join('');
}

/** An atom or a number. */
const isPlain = (token: string): boolean => /^['\w-]/.test(token);

const unquoted = (token: string): string => token.replace(/^'(.*)'$/, '$1');
