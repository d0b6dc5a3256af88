import { flag } from './input.js';

/** Of the lists of plugins: every column there is. */
export const verbose = flag('all columns', 'V');
