import { describe, expect, test } from 'vitest';
import { displayWidth, shorten } from '../../src/format/display-width.js';

describe('width', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['日本', 4],
    ['한글', 4],
    ['ｱ', 1],
    ['Ａ', 2],
    ['🐰', 2],
    ['👩‍👩‍👧', 2],
    ['🇦🇹', 2],
    ['❤️', 2],
    ['שלום', 4],
    ['क्षि', 3],
    ['a\u200db', 2],
    ['│', 1],
    ['…', 1],
  ])('%s', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('shortening', () => {
  test.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['👩‍👩‍👧👩‍👩‍👧', 3, '👩‍👩‍👧…'],
  ])('%s to %i', (text, width, short) => {
    expect(shorten(text, width)).toBe(short);
  });
});
