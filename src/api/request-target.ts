import { DataError, NotOverHttp } from '../errors.js';
import type { Path, RequestOptions } from './management-api.js';

/** `?name=value&…`, or nothing. */
export function queryString(query: RequestOptions['query'] = {}): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value)).replaceAll('%2C', ',')}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/**
 * Servers resolve `.` and `..`, even encoded, and drop empty names: the request would be about something else, a GET too
 * (`queues/` is every queue of every virtual host).
 */
export function checkPath(path: Path): void {
  if (/(^|\/)\.\.?(\/|$)/.test(path)) throw new NotOverHttp('HTTP cannot address an object named "." or ".."');
  if (path.includes('//') || path.endsWith('/')) throw new DataError('a name must not be empty');
}
