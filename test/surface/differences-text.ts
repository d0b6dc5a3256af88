import { differences } from '../parity/differences.js';

/** docs/differences.md: the deliberate differences that the parity tests know, and those that their masks cover. */
export function differencesText(): string {
  const rows = differences.map(({ rows: argvs, crashesOn, versions, tool, ours, reason }) =>
    [
      [...argvs, ...(crashesOn === undefined ? [] : [['…', ...crashesOn]])]
        .map((words) => `\`${words.map(quoted).join(' ')}\``)
        .join(', '),
      ...[versions.join(', '), tool, ours, reason],
    ].map(cell),
  );
  return `${head}
| command | versions | the real tool | rabbitctl | reason |
|---|---|---|---|---|
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}
${tail}`;
}

const head = `# Deliberate differences

Made by \`npm run docs\` from \`test/parity/differences.ts\`. The parity tests run these rows too, and fail when one of them
does not differ any more.
`;

const tail = `
Besides:

- Prompts (\`Password: \`) go to stderr, not to stdout.
- Rows are sorted by virtual host and name; the real tool's order is whatever the server sends.
- No escapes are written into pipes, where tools up to 3.12 write bold titles and a terminal's drawing characters.
- \`add_vhost --tags a,b\` on 3.10 keeps a list, as every later version, where its own tool keeps one text.
- \`add_user NAME -q\` and \`-s\` read the password from stdin on every version; the tool of 4.0.5 waits for ever.
- \`on-node\` and whatever changes a node want it named with \`-n\` where it is not this machine's own.
- On a terminal, names cannot send it escapes: what would move the cursor is shown.
- Options may be spelled with underscores (\`--apply_to\`).
- Errors are worded for whoever must act; with a JSON formatter they are JSON on stderr. Exit codes are the tool's, but
  for the rows above.
- \`export_definitions\` over HTTP adds the product and version keys and says of each exchange whether it is internal; it leaves
  out the type of queues (their arguments have it) and, on 3.10, what virtual hosts carry beside their names. The file has
  mode 0600.
- On 3.8.9: definitions that are a JSON list or number are refused with 70, where its tool does nothing and ends with 0 or 69;
  the first signing key that \`add_uaa_key\` cannot add ends with 69, not 70; \`list_queues type --offline\` says \`classic\`
  for \`rabbit_classic_queue\`; \`autocomplete\` knows commands of later versions.
- \`encode\` and \`decode\` with cipher, hash and rounds given ask no node, and their banner is that of 4.x.
- With \`--all-nodes\` or \`--nodes\` CSV has tabs and line ends as they are on 3.8.9, too.
- Before 4.0 an empty list in one piece is an empty line as \`string_per_line\`, as later tools have it; \`encrypted_conf_value\` is
  taken of those versions, too.
- Statistics over HTTP are up to five seconds old (counts of messages in classic queues are not).
`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\t', '\\t');

const quoted = (word: string): string => (word === '' || /[\s*{]/.test(word) ? `'${word}'` : word);
