import { cpus, totalmem } from 'node:os';
import type { Lab } from '../lab/lab.js';
import type { Measured } from './side-by-side.js';

/** What was measured on, in a line. */
export function machine(lab: Lab): string {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  const what = `RabbitMQ ${lab.version}, ${lab.hosts.length} nodes, on the same machine`;
  return `${date} · ${processor?.model.trim()}, ${cpus().length} cores, ${memory} GiB · Node.js ${process.versions.node} · ${what}`;
}

/** Medians as a table of Markdown: a line a program, and how many times what the executable takes. */
export function tableOf({ name, rounds, medians }: Measured): string {
  const standalone = medians.standalone?.wall ?? Number.NaN;
  const lines = Object.entries(medians).map(([program, { wall, processor, peak }]) => {
    const ratio = standalone / wall;
    return `| ${program} | ${ms(wall)} | ${ms(processor)} | ${Math.round(peak)} MiB | ${ratio.toFixed(ratio < 0.1 ? 3 : 2)} |`;
  });
  const head = `**${name}**, ${rounds} rounds\n\n| | wall | processor | peak memory | executable against it |\n|---|---:|---:|---:|---:|`;
  return `${head}\n${lines.join('\n')}\n`;
}

const ms = (time: number): string => `${time < 100 ? time.toFixed(1) : Math.round(time)} ms`;
