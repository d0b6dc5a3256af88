import { visible } from '../../format/visible.js';

/** Text that stands in a page as it is, whoever chose it: no markup, no attribute's end, no control characters. */
export const escaped = (text: string): string =>
  visible(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** `2026-11-30 12:03:41`, UTC: whoever reads the page may be elsewhere. */
export const utc = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
