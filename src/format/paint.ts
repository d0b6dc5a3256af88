/** Colour as the formatters see it: each function gives its text back, painted or not. */
export interface Paint {
  title(text: string): string;
  error(text: string): string;
  label(text: string): string;
  faint(text: string): string;
}

const same = (text: string): string => text;

export const plain: Paint = { title: same, error: same, label: same, faint: same };

/** Colours where they are wanted; chalk is loaded only then. */
export async function loadPaint(colour: boolean): Promise<Paint> {
  if (!colour) return plain;
  const { Chalk } = await import('chalk');
  // Level 1 by hand: whether there is colour at all was decided by whoever asked, not by chalk's own look at the terminal.
  const chalk = new Chalk({ level: 1 });
  return { title: chalk.bold, error: chalk.red, label: chalk.cyan, faint: chalk.dim };
}
