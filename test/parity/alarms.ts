import { ctl, get, type HttpStep, type Step } from './row.js';

/** Before 3.8.10 HTTP tells of alarms from statistics, which are up to five seconds late. */
const isTold = (alarm: 'mem_alarm' | 'disk_free_alarm', raised: boolean): HttpStep => ({
  ...get(`nodes?columns=${alarm}`),
  until: (nodes) => Array.isArray(nodes) && nodes.some((node) => node[alarm] === true) === raised,
  before: '3.8.10',
});

export const noMemoryAlarm: Step = ctl('set_vm_memory_high_watermark', '0.4');
/** The first node has no memory left, as far as it knows. */
export const memoryAlarm: readonly Step[] = [
  ...[noMemoryAlarm, isTold('mem_alarm', false)],
  ...[ctl('set_vm_memory_high_watermark', '0.000001'), isTold('mem_alarm', true)],
];

export const noDiskAlarm: Step = ctl('set_disk_free_limit', '50MB');
/** And no room on its disk. */
export const diskAlarm: readonly Step[] = [
  ...[noDiskAlarm, isTold('disk_free_alarm', false)],
  ...[ctl('set_disk_free_limit', '999999GB'), isTold('disk_free_alarm', true)],
];
