/** What was begun, is not waited for any more, and keeps the process all the same, for bun cannot stop it. */
export const abandoned = { connects: 0 };
