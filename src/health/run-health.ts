import type { Cluster } from '../cluster/cluster.js';
import { type Given, type ThresholdName, thresholdNames, thresholdOf } from '../cluster/health-thresholds.js';
import type { Settings } from '../cluster/settings.js';
import { CliError, ConfigError, UsageError } from '../errors.js';
import type { Result } from '../format/result.js';
import { visibleJson, visibleLines } from '../format/visible.js';
import { nearest } from '../nearest.js';
import { exitCodeOf } from './exit-code.js';
import { checkNames, type Limits } from './finding.js';
import { nagiosLine } from './nagios-line.js';
import { reportJson } from './report-json.js';
import { reportText } from './report-text.js';
import { takeHealth } from './take-health.js';

/** What `health` is given of its command. */
export interface AskedHealth {
  readonly cluster: Cluster;
  readonly settings: Settings;
  readonly flags: { readonly [Name in ThresholdName]?: Given | undefined } & {
    readonly skip: string | undefined;
    readonly nagios: boolean;
  };
  readonly face: 'text' | 'json' | 'erlang';
  readonly onTerminal: boolean;
  readonly colour: boolean;
}

/** Looks, prints, and ends with 0, 1 or 2. Throws UsageError and ConfigError for checks that there are not. */
export function runHealth(asked: AskedHealth): Result {
  const { cluster, settings, flags, face, onTerminal, colour } = asked;
  const options = { limits: limitsOf(asked), skip: skippedBy(asked), apiOnly: settings.apiOnly.value };
  return {
    kind: 'passed',
    verbatim: true,
    start: async (sink) => {
      const print = (text: string) => sink('stdout', Buffer.from(`${text}\n`));
      try {
        const report = await takeHealth(cluster, options);
        if (flags.nagios) await print(visibleLines(nagiosLine(report, options.limits)));
        else if (face === 'json') await print(visibleJson(JSON.stringify(reportJson(report), null, 2)));
        else await print(reportText(report, colour && onTerminal));
        return exitCodeOf[report.level];
      } catch (error) {
        if (!flags.nagios || !(error instanceof CliError)) throw error;
        await print(
          `RABBITMQ UNKNOWN - ${cluster.name}: ${error.message.replaceAll('|', '/').replaceAll(/\s+/g, ' ')}`,
        );
        return 3;
      }
    },
  };
}

/** An option over the config file over what is usual. */
function limitsOf({ settings, flags }: AskedHealth): Limits {
  const entries = thresholdNames.map((name) => [name, thresholdOf(name, flags[name] ?? settings.health[name]?.value)]);
  return Object.fromEntries(entries) as Limits;
}

function skippedBy({ settings, flags }: AskedHealth): readonly string[] {
  const typed = flags.skip?.split(',').map((name) => name.trim());
  const skip = typed ?? settings.health.skip?.value ?? [];
  const wrong = skip.find((name) => !checkNames.some((known) => known === name));
  if (wrong === undefined) return skip;
  const hint = `${meant(wrong)}There are ${checkNames.join(', ')}.`;
  if (typed !== undefined) throw new UsageError(`--skip: there is no check ${wrong}`, { hint });
  throw new ConfigError(`${settings.health.skip?.origin}: there is no check ${wrong}`, { hint });
}

function meant(wrong: string): string {
  const likely = nearest(wrong, checkNames);
  return likely === undefined ? '' : `Did you mean ${likely}? `;
}
