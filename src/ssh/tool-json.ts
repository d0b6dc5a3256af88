/**
 * The JSON in what a tool printed: 3.x may put log and warning lines before it, and lists come one element a line.
 * Undefined when there is none.
 */
export function parseToolJson(stdout: string): unknown {
  for (let start = 0; start >= 0 && start < stdout.length; start = nextLine(stdout, start)) {
    if (!/^\s*[[{"\dtfn-]/.test(stdout.slice(start, start + 20))) continue;
    try {
      return JSON.parse(stdout.slice(start)) as unknown;
    } catch {
      // a line of the log that looks like JSON, such as "[warning] …"
    }
  }
  return undefined;
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}
