/** Text as roff prints it: no sign of it is a command, and dashes and quotes are those of the keyboard. */
export function text(words: string): string {
  const escaped = words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll('"', '\\(dq')
    .replace(/[^\x00-\x7f]/gu, (sign) => `\\[u${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`);
  return escaped.replace(/^\./gm, '\\&.');
}

export const bold = (words: string): string => `\\fB${text(words)}\\fR`;

export const section = (title: string, body: string): string => `.SH ${title}\n${body}`;

/** A paragraph with something before it; `tag` is roff already. */
export const tagged = (tag: string, about: string, indent = 8): string => `.TP ${indent}\n${tag}\n${text(about)}\n`;
