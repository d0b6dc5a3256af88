// Stands in for `docker exec -i NAME`: writes down what it is given, and answers as the files beside say.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

const [place, ...argv] = process.argv.slice(2);
const answer = (name) => (existsSync(`${place}/${name}`) ? readFileSync(`${place}/${name}`, 'utf8') : '');

// `sh -c SCRIPT MARK …` first says its process id after the mark.
const mark = argv.find((word) => /^rabbitctl-pid-/.test(word));
if (mark !== undefined) process.stderr.write(`${mark} ${process.pid}\n`);

// After the script's own name: sudo or plain, the tool, its words.
const [, tool, ...words] = argv.slice(argv.lastIndexOf('rabbitctl') + 1);
appendFileSync(`${place}/calls`, `${JSON.stringify({ tool, words, stdin: readFileSync(0, 'utf8') })}\n`);
process.stdout.write(answer('stdout'));
process.stderr.write(answer('stderr'));
process.exitCode = Number(answer('code'));
