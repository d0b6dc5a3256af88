import { readdirSync, readFileSync } from 'node:fs';

/** The licences of packages that a bundle has inside, as they ask for: text, a package a part. */
export function licencesOf(root, packages) {
  const parts = [...new Set(packages)].sort().map((name) => {
    const directory = `${root}/node_modules/${name}`;
    const { version, license } = JSON.parse(readFileSync(`${directory}/package.json`, 'utf8'));
    const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : `\n${readFileSync(`${directory}/${file}`, 'utf8').trim()}\n`;
    return `${name} ${version}, ${license ?? 'see below'}\n${text}`;
  });
  return `Inside rabbitctl are parts of these packages.\n\n${parts.join(`\n${'-'.repeat(70)}\n\n`)}`;
}
