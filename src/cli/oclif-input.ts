import { Args, Flags } from '@oclif/core';
import type { Argument, Flag } from './input.js';

/** ignoreStdin: oclif would else eat the stdin of a `while read` loop. */
export function oclifArgument(argument: Argument<unknown>) {
  return Args.string({
    description: argument.description,
    required: argument.required,
    ignoreStdin: true,
    ...(argument.multiple === true ? { multiple: true } : {}),
  });
}

/** A flag as oclif declares it, for its manifest and its parser. */
export function oclifFlag(own: Flag<unknown>) {
  const common = {
    description: own.description,
    hidden: own.hidden ?? false,
    ...(own.char === undefined ? {} : { char: own.char as 'a' }),
  };
  if (own.type === 'boolean') return Flags.boolean({ ...common, allowNo: own.negatable ?? false });
  // multiple: the last one wins, as in the real tool, where oclif would refuse the second.
  return Flags.string({ ...common, multiple: true, multipleNonGreedy: true });
}
