import type { Flag } from './input.js';

/** The names and letters, with their dashes, of the options that take a value. */
export function valueOptionsOf(specs: Readonly<Record<string, Flag<unknown>>>): ReadonlySet<string> {
  return new Set(
    Object.entries(specs)
      .filter(([, spec]) => spec.type === 'value')
      .flatMap(([name, spec]) => (spec.char === undefined ? [`--${name}`] : [`--${name}`, `-${spec.char}`])),
  );
}

/** Whether the next word is the option's value: `--node`, `-n`, and `-qn` whose last letter takes one; `-nx` has its own. */
export function takesNextWord(word: string, valueOptions: ReadonlySet<string>): boolean {
  if (!areLetters(word)) return valueOptions.has(word);
  const letters = [...word.slice(1)];
  return letters.findIndex((letter) => valueOptions.has(`-${letter}`)) === letters.length - 1;
}

/** `-qn` as `-q` and `-n`, up to the first letter that takes a value; any other word as it is. */
export function separated(word: string, valueOptions: ReadonlySet<string>): readonly string[] {
  if (!areLetters(word)) return [word];
  const letters = [...word.slice(1)];
  const taking = letters.findIndex((letter) => valueOptions.has(`-${letter}`));
  return letters.slice(0, taking === -1 ? undefined : taking + 1).map((letter) => `-${letter}`);
}

const areLetters = (word: string): boolean => /^-[^-=]{2,}$/.test(word);
