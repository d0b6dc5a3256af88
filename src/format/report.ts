/** A report's sections are text and tables that the command has put together; nothing is left to add. */
export { formatValue } from './string.js';
export { formatRows } from './table.js';
