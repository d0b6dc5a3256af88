import { command } from '../cli/command.js';
import { duration } from '../cli/duration-input.js';
import { option, ours } from '../cli/input.js';
import { checkWatch, speed } from '../cli/watch-options.js';

export default command({
  section: 'whole_cluster',
  summary: 'Shows a cluster live: nodes, rates, longest queues, alarms, events; in a pipe a line of JSON an interval',
  flags: {
    interval: duration('time between two looks: 5, 500ms, 1m; default 2 seconds', 2000),
    for: duration('end after so long: 90s, 15m, 1h', undefined),
    record: ours(option('file to which each interval is appended, for --replay')),
    replay: ours(option('file to play in the place of a cluster')),
    speed,
    report: ours(option('file for a page of HTML with charts of all that was seen')),
  },
  outlivesTerminal: true,
  // Of one request: a node that hangs is given up, and looked at again.
  timeout: 5,
  validate: ({ flags }) => checkWatch(flags),
  examples: [
    'rabbitctl -C prod watch',
    'rabbitctl -C prod watch --for 1h --report out.html',
    'rabbitctl -C prod watch --record night.ndjson --interval 10 > /dev/null',
    'rabbitctl watch --replay night.ndjson --speed 60',
    "rabbitctl -C prod watch --for 1m | jq '.rates.publish'",
  ],
  // All of it is loaded when it runs.
  run: async (context) => (await import('../watch/run-watch.js')).runWatch(context),
});
