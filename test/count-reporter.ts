import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

/** At the very end the one line that counts, and before it one about the rows that were compared with the nodes' own tools. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    const rows: string[] = [];
    const failures = errors.map((error) => `outside of tests: ${(error as Error).message}`);
    const differences = new Set<number>();
    for (const module of modules) {
      if (module.state() === 'failed' && module.errors().length > 0) failed++;
      for (const error of module.errors()) failures.push(`${module.relativeModuleId}: ${error.message}`);
      for (const test of module.children.allTests()) {
        const { state, errors: thrown = [] } = test.result();
        const { parity, difference } = test.meta();
        if (parity !== undefined) rows.push(parity);
        if (difference !== undefined) differences.add(difference);
        if (state === 'passed') passed++;
        else if (state === 'failed') {
          failed++;
          failures.push(`${module.relativeModuleId}: ${test.fullName}: ${thrown[0]?.message}`);
        } else skipped++;
      }
    }
    // A setup that fails leaves no test behind to count.
    if (reason === 'failed' && failed === 0) failed = 1;
    // After the default reporter's own summary, whichever order the two are called in.
    process.once('exit', () => {
      for (const line of failures) process.stdout.write(`failed: ${line.replace(/\s+/g, ' ').slice(0, 600)}\n`);
      if (rows.length > 0) process.stdout.write(`\nparity: ${parityLine(rows, differences.size)}\n`);
      process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
    });
  }
}

function parityLine(rows: readonly string[], differences: number): string {
  const failed = rows.filter((row) => row === 'failed').length;
  return `${rows.length} rows, ${rows.length - failed} passed, ${differences} differences documented`;
}
