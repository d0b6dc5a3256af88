// Each file of src/ as a function of its own in the bundle. Left to esbuild, the functions of all 900 files stand in one scope: V8
// and JavaScriptCore then make all of them, and keep a description of each, before the first line runs.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';

/** For the beginning of the bundle: what the files call. `given` are getters, for files may import each other. */
export const helpers = `var __give=(to,given)=>{for(var name in given)Object.defineProperty(to,name,{get:given[name],enumerable:!0})},\
__whole=(found)=>found&&found.__esModule?found:{...found,default:found};`;

/** A plugin of esbuild; `options` are those of a transformation. In a namespace, for by package.json the files are ES modules. */
export const separateModules = (options) => ({
  name: 'separate-modules',
  setup: (building) => {
    building.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path).replace(/\.js$/, '.ts');
      return /\/src\/.*\.ts$/.test(file) && !file.includes('/node_modules/') ? { path: file, namespace } : undefined;
    });
    building.onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: asFunction(path, options),
      resolveDir: dirname(path),
    }));
  },
});

const namespace = 'rabbitctl';

/** The file as CommonJS, without the helpers that esbuild writes into each and without its copies of what it requires. */
function asFunction(path, options) {
  const { code } = transformSync(readFileSync(path, 'utf8'), { ...options, loader: 'ts', format: 'cjs' });
  const [, name] = /^var (\w*_exports) = \{\};\n/m.exec(code) ?? [];
  if (name === undefined) return code;
  const own = code
    .slice(code.indexOf(`var ${name} = {};\n`) + `var ${name} = {};\n`.length)
    .replace(`__export(${name}, `, '__give(exports, ')
    .replace(`module.exports = __toCommonJS(${name});\n`, '')
    // Ours and Node's are as they are.
    .replace(/__toESM\((require\("(?:\.|node:)[^"]*"\))\)/g, '$1')
    .replaceAll('__toESM(', '__whole(');
  if (/\b__(export|toCommonJS|reExport|toESM)\b/.test(own))
    throw new Error(`${path}: what esbuild made of it is not known`);
  return own;
}
