/** A JSON value as parsed here: integers that a number cannot hold exactly are bigint. */
export type Json =
  | string
  | number
  | bigint
  | boolean
  | null
  | JsonFloat
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/**
 * A float that as a number would print as an integer (`1.0`, `1e3`) or not at all (`1e400`). It is a Number, which
 * format/term.ts can tell without knowing this folder.
 */
export class JsonFloat extends Number {
  /** `text` is printed again as it is. */
  constructor(readonly text: string) {
    super(text);
  }
}

/**
 * Like JSON.parse, but an integer beyond 2^53 (a queue argument, a policy) is a bigint instead of another number, and a
 * whole float a JsonFloat: inside `arguments`, `definition` and a parameter's `value`, whose types matter, or with
 * `floats` everywhere. All else, statistics above all, are plain numbers. Throws SyntaxError.
 */
export function parseJson(text: string, floats = false): unknown {
  const plain: unknown = JSON.parse(text);
  if (!(floats || /\d{16}/.test(text) || typedObject.test(text)) || !perhapsInexact.test(text)) return plain;
  const quoted = quoteInexact(text);
  return quoted === text ? plain : restored(plain, JSON.parse(quoted), floats);
}

/** Like JSON.stringify, with bigint and JsonFloat as the numbers that they are. */
export function printJson(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof JsonFloat) return value.text;
  if (Array.isArray(value)) return `[${value.map((item) => printJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${printJson(member)}`).join(',')}}`;
}

/** Statistics are full of whole floats, which are none of its business: answers without such an object stay cheap. */
const typedObject = /"(?:arguments|definition)"\s*:\s*\{\s*"|"value"\s*:/;
const typedKeys = new Set(['arguments', 'definition', 'value']);

/** May be found inside a string as well; no part of it repeats a group, which would need a stack for long texts. */
const perhapsInexact = /(?:^|[:,[])\s*-?(?:\d{16}|\d+\.0*(?!\d)|\d+(?:\.\d+)?[eE])/;
const number = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;

/** The document with the numbers that JSON.parse changes as strings: in Node 20 no reviver sees the text of a number. */
function quoteInexact(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === quote) at = endOfString(text, at);
    else if (character === minus || (character >= zero && character <= nine)) {
      number.lastIndex = at;
      const [token = '', fraction, exponent] = number.exec(text) ?? [];
      if (isInexact(token, fraction !== undefined || exponent !== undefined)) {
        parts.push(text.slice(copied, at), `"${token}"`);
        copied = at + token.length;
      }
      at += token.length - 1;
    }
  }
  return parts.join('') + text.slice(copied);
}

const [quote, backslash, minus, zero, nine] = [0x22, 0x5c, 0x2d, 0x30, 0x39];

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
  return at;
}

function isInexact(token: string, float: boolean): boolean {
  const value = Number(token);
  return float ? Number.isInteger(value) || !Number.isFinite(value) : !Number.isSafeInteger(value);
}

/** What is a number in one and a string in the other was quoted; no string of the document can pass for that. Changes `plain`. */
function restored(plain: unknown, quoted: unknown, floats: boolean): unknown {
  if (typeof plain === 'number' && typeof quoted === 'string') {
    if (!/[.eE]/.test(quoted)) return BigInt(quoted);
    return floats ? new JsonFloat(quoted) : plain;
  }
  if (!isContainer(plain) || !isContainer(quoted)) return plain;
  for (const key of Object.keys(plain)) {
    const typed = floats || typedKeys.has(key);
    plain[key] = restored(plain[key], quoted[key], typed);
  }
  return plain;
}

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
