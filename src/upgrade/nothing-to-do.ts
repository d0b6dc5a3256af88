import type { Plan } from './plan.js';

/** All that the plan is about is so already. */
export const nothingToDo = ({ nodes, toDo = [] }: Plan): boolean =>
  toDo.length === 0 && nodes.every(({ standing }) => standing === 'done');
