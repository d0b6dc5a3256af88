/**
 * Whether a pattern matches a name as the broker's PCRE sees it, byte by byte; undefined for a pattern of which JavaScript
 * might think otherwise, or that might take long.
 */
export function patternMatches(pattern: string, name: string): boolean | undefined {
  const [bytes, subject] = [pattern, name].map((text) => Buffer.from(text, 'utf8').toString('latin1')) as [
    string,
    string,
  ];
  if (/[\0-\x1f\x7f]/.test(bytes + subject)) return undefined;
  const tokens = [...bytes.matchAll(token)].map(([found]) => found);
  if (tokens.join('') !== bytes) return undefined;
  // Which letters there are beyond ASCII is a matter of tables.
  if (/[\x80-\xff]/.test(bytes + subject) && /\\[wW]/.test(bytes)) return undefined;
  // What repeats the repeated is tried in more ways than one can wait for.
  const unbounded = tokens.filter((one) => /^[*+{]/.test(one)).length;
  if (unbounded > 3 || (unbounded > 1 && /\)[*+{]/.test(bytes)) || /\(\?[=!].*\)[*+?{]/.test(bytes)) return undefined;
  try {
    return new RegExp(bytes).test(subject);
  } catch {
    return undefined;
  }
}

/** What PCRE and JavaScript read alike: escaped signs, \d, \w, plain classes, groups, repetition, and signs that are themselves. */
const token =
  /\\[^A-Za-z0-9]|\\[dDwW]|\[\^?(?!\])(?:\\[^A-Za-z0-9]|\\[dDwW]|[^\]\\[])+\]|\((?:\?[:=!]|(?![?*]))|[|)^$.]|(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})\??|[^\\[\](){}*+?|^$.]/g;
