/**
 * The page's style. Colours are told apart with any colour vision (Okabe and Ito's palette, darkened or lightened to 4.5:1
 * against the page where they carry text), and what failed is hatched as well.
 */
export const STYLE = `
:root { color-scheme: light dark;
  --page: #fff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --card: #f6f8fa;
  --t1: #0072b2; --t2: #56b4e9; --t3: #e69f00; --t0: #c8351f; --good: #116329; --bad: #b3261e; --doubt: #7a5000; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root {
  --page: #0d1117; --ink: #e6edf3; --soft: #9da7b3; --line: #30363d; --card: #161b22;
  --t1: #3d9bd6; --t2: #9ad7f5; --t3: #f0b429; --t0: #ff7b6b; --good: #56d364; --bad: #ff7b72; --doubt: #e3b341; --link: #79c0ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: .5rem 0; line-height: 1.25; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .35rem 0; max-width: 46rem; }
a { color: var(--link); }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; margin: .5rem 0; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; background: var(--page); padding: .25rem .5rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.soft { color: var(--soft); } .small { font-size: .875rem; }
.verdict { font-weight: 600; white-space: nowrap; } header .verdict { white-space: normal; } .met { color: var(--good); } .missed { color: var(--bad); } .undecided { color: var(--doubt); }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; background: var(--card); }
summary { cursor: pointer; padding: .5rem .75rem; }
details > .inside { padding: 0 .75rem .75rem; }
.wide { overflow-x: auto; border-radius: 4px; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { overflow-wrap: normal; text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; } th[scope=row] { color: var(--ink); font-weight: 400; }
caption { text-align: left; color: var(--soft); padding: .25rem 0; }
svg { display: block; } svg text { fill: var(--ink); font: 12px system-ui, sans-serif; } svg .soft { fill: var(--soft); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; margin: .5rem 0; list-style: none; font-size: .875rem; }
.legend svg { display: inline-block; vertical-align: -2px; margin-right: .35rem; }
.tier-1 { fill: var(--t1); } .tier-2 { fill: var(--t2); } .tier-3 { fill: var(--t3); } .tier-0 { fill: url(#failed); }
.box { fill: var(--card); stroke: var(--line); } .wire { fill: none; stroke: var(--soft); stroke-opacity: .55; }
.axis { stroke: var(--line); } .event { stroke: var(--ink); stroke-dasharray: 2 3; } .limit { stroke: var(--bad); }
.timeline line { vector-effect: non-scaling-stroke; }
.ticks { position: relative; height: 1.4em; font-size: .75rem; }
.ticks span { position: absolute; transform: translateX(-50%); border-left: 1px solid transparent; white-space: nowrap; }
#told { display: block; min-height: 1.5em; font-size: .875rem; }
ul.sets { columns: 20rem; padding-left: 1.1rem; } ul.sets li { break-inside: avoid; }
@media (max-width: 40rem) { .ticks span:nth-child(even) { display: none; } body { padding: .75rem; } th, td { padding-right: .5rem; } td { min-width: 4.5rem; } }
@media print { details > .inside { display: block; } }
`;
