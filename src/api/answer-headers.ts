/** Each at most once: of two the first counts. */
const single = new Set([
  'content-type',
  'location',
  'retry-after',
  'server',
  'etag',
  'age',
  'last-modified',
  'expires',
]);

/** The headers in these lines, names in lower case; throws a fault of the answer (`HPE_…`). */
export function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) throw fault('HPE_INVALID_HEADER_TOKEN', 'no header');
    const value = withoutBlanks(line.slice(colon + 1));
    const key = name.toLowerCase();
    const known = headers[key];
    if (key === 'content-length' && known !== undefined && known !== value)
      throw fault('HPE_UNEXPECTED_CONTENT_LENGTH', 'two lengths');
    if (known === undefined) headers[key] = value;
    else if (key !== 'content-length' && !single.has(key)) headers[key] = `${known}, ${value}`;
  }
  return headers;
}

/** An error in an answer, with the code that node:http gives it. */
export const fault = (code: string, message: string): Error =>
  Object.assign(new Error(`Parse Error: ${message}`), { code });

/** No regular expression: one for the end of a text looks at each run of blanks within it once for every blank. */
function withoutBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}

const isBlank = (sign: string | undefined): boolean => sign === ' ' || sign === '\t';
