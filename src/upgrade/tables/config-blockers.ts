import { compareVersions } from '../../cluster/capabilities.js';
import { configDefaults, configRules } from './config-rules.js';
import { type Setting, settingsOf } from './settings-of-files.js';

export interface ConfigFinding {
  readonly level: 'blocker' | 'warning';
  readonly message: string;
  readonly source: string;
}

/** What in rabbitmq.conf and advanced.config troubles the target and did not trouble what runs now; never a value. */
export function configFindings(
  files: Readonly<Record<Setting['file'], string>>,
  from: string,
  to: string,
): readonly ConfigFinding[] {
  const settings = settingsOf(files);
  const begins = ({ since }: { readonly since: string }): boolean =>
    compareVersions(from, since) < 0 && compareVersions(to, since) >= 0;
  const set = configRules
    .filter(begins)
    .flatMap(({ key, when, level, says, source }) =>
      settings
        .filter(({ name, value }) => key.test(name) && (when === undefined || when(value)))
        .map((setting) => ({ level, message: `${called(setting)} ${says} (${source})`, source })),
    );
  const unset = configDefaults
    .filter(begins)
    .filter(({ key }) => !settings.some(({ name }) => key.test(name)))
    .map(({ says, source }) => ({ level: 'warning' as const, message: `${says} (${source})`, source }));
  return [...set, ...unset];
}

const called = ({ name, file }: Setting): string => (file === 'rabbitmq.conf' ? name : `${name} in ${file}`);
