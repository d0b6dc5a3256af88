const unquotedAtom = /^[a-z\u00df-\u00f6\u00f8-\u00ff][A-Za-z0-9_@\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]*$/;
const reservedWords = new Set(
  (
    'after and andalso band begin bnot bor bsl bsr bxor case catch cond div end fun if let not of or orelse ' +
    'receive rem try when xor'
  ).split(' '),
);
const reservedSinceOtp27 = new Set(['maybe', 'else']);
const namedEscapes = new Map([
  [8, '\\b'],
  [9, '\\t'],
  [10, '\\n'],
  [11, '\\v'],
  [12, '\\f'],
  [13, '\\r'],
  [27, '\\e'],
  [92, '\\\\'],
  [127, '\\d'],
]);

/** An atom, quoted where Erlang must quote it. */
export function printAtom(name: string, otp: number, unicode: boolean): string {
  const reserved = reservedWords.has(name) || (otp >= 27 && reservedSinceOtp27.has(name));
  if (!reserved && unquotedAtom.test(name)) return name;
  return printQuoted(Array.from(name, codePoint), "'", unicode);
}

/** The shortest text that reads back as this float; a tie between `0.001` and `1.0e-3` goes to the decimal form. */
export function printFloat(value: number, otp: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const sign = value < 0 ? '-' : '';
  const [mantissa = '', exponentText = '0'] = Math.abs(value).toExponential().split('e');
  const exponent = Number(exponentText);
  const digits = mantissa.replace('.', '');
  const scientific = `${digits.slice(0, 1)}.${digits.slice(1) || '0'}e${exponent}`;
  // OTP 23 still compared lengths only; 25 writes what a float cannot count exactly with an exponent.
  if (otp >= 25 && Math.abs(value) >= 2 ** 53) return sign + scientific;
  const decimal = decimalForm(digits, exponent);
  return sign + (decimal.length <= scientific.length ? decimal : scientific);
}

/** Characters between quotes with Erlang's escapes. */
export function printQuoted(codes: Iterable<number>, quote: '"' | "'", unicode: boolean): string {
  const quoteCode = quote.charCodeAt(0);
  let text = quote;
  for (const code of codes) text += code === quoteCode ? `\\${quote}` : escaped(code, unicode);
  return text + quote;
}

/** What a list of integers may contain to be shown as a string (the virtual machine's default range, even for `~tp`). */
export function isPrintable(code: number): boolean {
  return (code >= 32 && code <= 126) || (code >= 160 && code <= 255) || (code >= 8 && code <= 13) || code === 27;
}

export function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function decimalForm(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${whole}.${digits.slice(exponent + 1) || '0'}`;
}

function escaped(code: number, unicode: boolean): string {
  const named = namedEscapes.get(code);
  if (named !== undefined) return named;
  if (code < 32 || (code > 126 && code < 160)) return `\\${code.toString(8).padStart(3, '0')}`;
  if (code > 255 && !unicode) return `\\x{${code.toString(16).toUpperCase()}}`;
  return String.fromCodePoint(code);
}
