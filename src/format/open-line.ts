/** Text as it comes, with what is not to be cut kept whole. */
export interface OpenLine {
  /** What of this text, and of what was held back before it, can be looked at. */
  take(text: string): string;
  /** The rest, when no more comes. */
  end(): string;
}

/** Holds the line that is still open back from the first of these characters on: what belongs to it may still come. */
export function openLine(sign: RegExp): OpenLine {
  let held: string[] = [];
  const release = (): string => {
    const text = held.join('');
    held = [];
    return text;
  };
  return {
    take(text) {
      const start = text.lastIndexOf('\n') + 1;
      if (held.length > 0 && start === 0) {
        held.push(text);
        return '';
      }
      const found = text.slice(start).search(sign);
      if (found === -1) return release() + text;
      const ready = release() + text.slice(0, start + found);
      held.push(text.slice(start + found));
      return ready;
    },
    end: release,
  };
}
