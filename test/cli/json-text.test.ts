import { describe, expect, it } from 'vitest';
import { jsonText } from '../../src/cli/json-text.js';
import { DataError } from '../../src/errors.js';

it.each(['{"max-length":10000}', '[]', ' 1 ', '"é☃"', 'null'])('%s is kept as it was typed, and parsed', (typed) => {
  const document = jsonText(typed, 'definition');
  expect(document.text).toBe(typed);
  expect(document.parse()).toEqual(JSON.parse(typed));
});

it('nothing is refused before it is used', () => {
  expect(jsonText('{', 'definition').text).toBe('{');
});

describe('what is no JSON: 69, and a caret under the character', () => {
  it.each<readonly [string, string, string]>([
    ["{'a':1}", `unexpected "'" at character 2`, "'"],
    ['{"a":1,}', 'unexpected "}" at character 8', '}'],
    ['{"a" 1}', 'unexpected "1" at character 6', '1'],
    ['{a:1}', 'unexpected "a" at character 2', 'a'],
    ['{"a":1} x', 'unexpected "x" at character 9', 'x'],
    ['{"é☃":x}', 'unexpected "x" at character 7', 'x'],
    ['{"a":1}}', 'unexpected "}" at character 8', '}'],
    ['xaxa', 'unexpected "x" at character 1', 'x'],
    ['{"a":nul}', 'unexpected "}" at character 9', '}'],
    ['nope', 'unexpected "o" at character 2', 'o'],
  ])('%s', (typed, words, character) => {
    const error = refusal(typed);
    expect(error.message).toBe(`definition is not valid JSON: ${words}`);
    expect(error.exitCode).toBe(69);
    expect(underCaret(error)).toBe(character);
  });

  it.each(['', '{', '{"a":', '[1,', '"abc', '   '])('%j ends too early', (typed) => {
    const error = refusal(typed);
    expect(error.message).toBe('definition is not valid JSON: it ends too early');
    expect(error.hint?.split('\n')[1]).toBe(`${' '.repeat(typed.length)}^`);
  });

  it('a long text is shown around the character, on one line', () => {
    const error = refusal(`{\n${'  "key": "value",\n'.repeat(20)}  oops\n${'}'.repeat(200)}`);
    const [shown = '', caret] = error.hint?.split('\n') ?? [];
    expect(shown.length).toBeLessThanOrEqual(70);
    expect(caret).toMatch(/^ *\^$/);
    expect(underCaret(error)).toBe('o');
  });

  it('a character of two halves before it does not move the caret off', () => {
    expect(underCaret(refusal('{"🐇🐇":x}'))).toBe('x');
  });

  it('the faulty character is named whole', () => {
    expect(refusal('{🐇}').message).toBe('definition is not valid JSON: unexpected "🐇" at character 2');
  });

  it('a tab or an escape does not reach the terminal', () => {
    expect(refusal('{"a":\t\u001b[31mx}').hint).not.toMatch(/[\t\u001b]/);
  });
});

function refusal(typed: string): DataError {
  try {
    jsonText(typed, 'definition').parse();
  } catch (error) {
    if (error instanceof DataError) return error;
  }
  return expect.fail(`${typed} was taken`);
}

/** Counting what a terminal counts: characters, not halves of them. */
function underCaret({ hint = '' }: DataError): string | undefined {
  const [shown = '', caret = ''] = hint.split('\n');
  return [...shown][caret.length - 1];
}
