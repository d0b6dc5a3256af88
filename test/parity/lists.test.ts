import { describeRows } from './describe-rows.js';
import { fixtures } from './fixtures.js';
import { listRows } from './rows/lists.js';

describeRows('lists', { reads: listRows }, { prepare: fixtures });
