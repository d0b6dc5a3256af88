import { integer, json, option, text, vhost } from './input.js';
import type { JsonText } from './json-text.js';

/** What the two commands that set policies take. */
export const policyArguments = {
  name: text('name of the policy'),
  pattern: text('regular expression over the names of queues and exchanges'),
  definition: json('what it sets, as JSON'),
};

export const policyOptions = {
  vhost,
  priority: integer('the highest one wins', 0),
  'apply-to': {
    ...option('queues, exchanges or all; newer versions also classic_queues, quorum_queues, streams'),
    missing: 'all',
  },
};

interface Typed {
  readonly args: { readonly name: string; readonly pattern: string; readonly definition: JsonText };
  readonly flags: { readonly vhost: string; readonly priority: number; readonly 'apply-to': string | undefined };
}

/** How both banners end. */
export const policyBanner = ({ args, flags }: Typed): string =>
  `"${args.name}" for pattern "${args.pattern}" to "${args.definition.text}" with priority "${flags.priority}" for vhost "${flags.vhost}" ...`;
