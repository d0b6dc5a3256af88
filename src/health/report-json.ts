import type { HealthReport, NodeHealth } from './report.js';

/** For programs: one object, `version` 1. What is not known is null. */
export function reportJson(report: HealthReport): object {
  const { cluster, level, nodes, totals, findings, passed, notChecked } = report;
  return {
    ...{ version: 1, cluster, level },
    nodes: nodes.map(nodeJson),
    totals: Object.fromEntries(Object.entries(totals).map(([name, value]) => [name, value ?? null])),
    findings: findings.map(({ check, level, node, message, advice, value, names }) => ({
      ...{ check, level, node: node ?? null, message, advice },
      ...(value !== undefined && { value }),
      ...(names !== undefined && { names }),
    })),
    passed,
    not_checked: notChecked.map(({ check, node, reason }) => ({ check, node: node ?? null, reason })),
  };
}

function nodeJson({ name, running, answers, version, erlang, memory, disk, fileDescriptors }: NodeHealth): object {
  const known = (use: object) => Object.fromEntries(Object.entries(use).map(([key, value]) => [key, value ?? null]));
  return {
    ...{ name, running, answers, version: version ?? null, erlang: erlang ?? null },
    ...{ memory: known(memory), disk: known(disk), file_descriptors: known(fileDescriptors) },
  };
}
