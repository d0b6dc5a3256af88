import { DataError, UsageError } from '../errors.js';
import { flag } from './input.js';

/** Whether the node or its files are asked, or changed. */
export const askedWhere = { online: flag('ask the running node'), offline: flag('read the files alone') };
export const changedWhere = {
  online: flag('fail when the node does not answer'),
  offline: flag('only change the file of enabled plugins'),
};

/** Throws DataError for both. */
export function checkWhere({ online, offline }: { readonly online: boolean; readonly offline: boolean }): void {
  if (online && offline) throw new DataError('Bad argument: Cannot set both online and offline');
}

/** Names, or all of them. Throws UsageError for neither, and DataError for both. */
export function checkWhich(plugins: readonly string[], all: boolean): void {
  if (plugins.length === 0 && !all) throw new UsageError('not enough arguments: names of plugins are missing');
  if (plugins.length > 0 && all) throw new DataError('Bad argument: Cannot set both --all and a list of plugins');
}
