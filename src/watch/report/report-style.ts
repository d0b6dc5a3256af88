const light = ['#1f6fb4', '#c4501b', '#2b8a3e', '#8a3ea8', '#a8740a', '#0b8a8a', '#c2255c', '#555f6b'];
const dark = ['#6cb6ff', '#ff9a66', '#6fcf7f', '#d19cf0', '#e6b84d', '#4fd0d0', '#ff85ad', '#a9b4c0'];

const colours = (of: readonly string[]): string => of.map((colour, at) => `--c${at}:${colour};`).join('');

/** Readable on light and on dark, as the reader's system has it; printed on paper, too. */
export const reportStyle = `
:root{color-scheme:light dark;--text:#1c2228;--back:#fff;--faint:#66707a;--grid:#dfe3e7;--bad:#b3261e;${colours(light)}}
@media (prefers-color-scheme:dark){:root{--text:#e4e8ec;--back:#14181c;--faint:#9aa4ae;--grid:#333b43;--bad:#ff8a80;${colours(dark)}}}
body{margin:1.5rem auto;max-width:96rem;padding:0 1rem;font:15px/1.45 system-ui,sans-serif;color:var(--text);background:var(--back)}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
table{border-collapse:collapse;display:block;overflow-x:auto}th,td{text-align:left;padding:.2rem .9rem .2rem 0;vertical-align:top}
td:first-child{white-space:nowrap}th{color:var(--faint);font-weight:600}.bad{color:var(--bad)}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,34rem),1fr));gap:1.5rem}
figure{margin:0;break-inside:avoid;min-width:0}figcaption{font-weight:600}svg{width:100%;height:auto;display:block}
svg text{fill:var(--faint);font-size:11px}.grid{stroke:var(--grid);fill:none}
.line{fill:none;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}path.dashed{stroke-dasharray:5 3}
${light.map((_, at) => `path.c${at}{stroke:var(--c${at})}i.c${at}{background:var(--c${at})}`).join('')}
ul{list-style:none;margin:.2rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.1rem 1rem}
li{overflow-wrap:anywhere}li i{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.35em}small{color:var(--faint)}
`;
