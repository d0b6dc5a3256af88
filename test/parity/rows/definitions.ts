import { importPlace } from '../import-files.js';
import { get, type Row, remove, type Step, segment } from '../row.js';

const vhost = segment('imported/ü');
const world: readonly Step[] = [remove(`vhosts/${vhost}`), remove('users/imported')];
const probes: readonly Step[] = [
  // Without the statistics, which come when they come.
  get(`vhosts/${vhost}?columns=name,description,tags,default_queue_type,metadata,tracing`),
  get('users/imported'),
  get('users/imported/permissions'),
  get(`queues/${vhost}?disable_stats=true&columns=name,type,durable,auto_delete,arguments`),
  get(`exchanges/${vhost}?disable_stats=true`, 'user_who_performed_action'),
  get(`bindings/${vhost}`),
  get(`policies/${vhost}`),
];

const importOf = (file: string, ...options: string[]): Row => ({
  argv: ['import_definitions', `${importPlace}/${file}`, ...options],
  setup: world,
  probes,
});

export const definitionRows: readonly Row[] = [
  { argv: ['import_definitions', '-'], stdin: '{"users":[]}', since: '4.0.0', until: '4.1.0' },
  importOf('whole.json'),
  ...['-q', '-s', '--skip-if-unchanged'].map((option) => importOf('whole.json', option)),
  { ...importOf('whole.json', '--no-skip-if-unchanged'), since: '3.10.0' },
  ...['json', 'inspect'].map((formatter) => importOf('whole.json', '--formatter', formatter)),
  importOf('whole.json', '--format', 'json'),
  importOf('whole.json', '--format', 'JSON'),
  ...['nothing', 'unknown'].map((name) => importOf(`${name}.json`)),
  ...['broken', 'empty', 'blank', 'invalid', 'nowhere'].flatMap((name) => [
    importOf(`${name}.json`),
    importOf(`${name}.json`, '--formatter', 'json'),
  ]),
  // 3.8.9 takes a list for definitions, does nothing and says that it has; over a number it ends with 69, ours with 70.
  { ...importOf('list.json'), since: '3.8.10' },
  { ...importOf('number.json'), since: '3.8.10' },
  importOf('whole.bin', '--format', 'erlang'),
  importOf('whole.bin'),
  importOf('whole.json', '--format', 'erlang'),
  importOf('empty.json', '--format', 'erlang'),
  importOf('packed.json.gz'),
  importOf('none.json'),
  importOf('none.json', '--formatter', 'json'),
  importOf(''),
  importOf('whole.json', '--format', 'yaml'),
  importOf('whole.json', 'too', 'many'),
];
