import { CliError, Interrupted } from '../errors.js';

/** One thing that was looked at. */
export interface Item {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly says: string;
  /** What to do. */
  readonly advice?: string;
}

/** What belongs together, in the order in which one thing needs the other. */
export interface Branch {
  readonly title: string;
  readonly items: readonly Item[];
}

export interface Examined {
  readonly node: string;
  readonly branches: readonly Branch[];
}

export const ok = (name: string, says: string): Item => ({ name, state: 'ok', says });
export const warning = (name: string, says: string, advice: string): Item => ({ name, state: 'warning', says, advice });
export const failure = (name: string, says: string, advice = ''): Item => ({
  ...{ name, state: 'failed', says },
  ...(advice !== '' && { advice }),
});
export const skipped = (name: string, says: string): Item => ({ name, state: 'skipped', says });

export interface Attempt<T> {
  readonly item: Item;
  readonly value?: T;
  readonly error?: CliError;
}

/** What an attempt ends with, as an item: its value's, or its error. */
export async function attempt<T>(name: string, work: () => Promise<T>, fine: (value: T) => Item): Promise<Attempt<T>> {
  try {
    const value = await work();
    return { item: fine(value), value };
  } catch (error) {
    if (!(error instanceof CliError) || error instanceof Interrupted) throw error;
    return { item: failure(name, error.message, error.hint), error };
  }
}

/** The first thing that does not work; what comes after it may only be its consequence. */
export const firstFailure = ({ branches }: Examined): Item | undefined =>
  branches.flatMap(({ items }) => items).find(({ state }) => state === 'failed');
