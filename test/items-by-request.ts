import { ApiUnavailable } from '../src/api/errors.js';
import type { ManagementApi } from '../src/api/management-api.js';

/** `items` of a fake whose lists are what its `request` answers. */
export const itemsByRequest = (request: ManagementApi['request']): ManagementApi['items'] =>
  async function* (path, options) {
    const answer = await request('GET', path, options);
    if (!Array.isArray(answer)) throw new ApiUnavailable('not-json', 'the fake has no list there', { reached: true });
    yield answer;
  };
