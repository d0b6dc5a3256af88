/** The formatter that was asked for by name or with --json, which wins; undefined: the command's own. */
export function askedFormatter({
  json,
  formatter,
}: {
  readonly json?: unknown;
  readonly formatter?: string | undefined;
}): string | undefined {
  return json === true ? 'json' : formatter;
}
