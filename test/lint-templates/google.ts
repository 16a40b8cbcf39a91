import type { Topology } from '../../lib/topology/topology';
import { validate } from '../google-validation/validate';
import { NOT_BY_GOOGLE, type Verdict as OfGoogle } from '../google-validation/verdict';
import type { Tool } from './finding';
import type { Verdict } from './verdict';

/** How the tools of `npm run validate:google` name themselves there, and are named in this table. */
const TOOLS: readonly (readonly [beginning: string, tool: Tool])[] = [
  ['terraform', 'terraform'],
  ["the bindings' schema of", 'google bindings'],
  ['references between the stacks', 'stack references'],
];

/** What `npm run validate:google` says, a row for each of its tools. */
export function googleVerdicts(topology: Topology): Verdict[] {
  const all = validate(topology);
  const stray = all.filter(({ tool }) => !TOOLS.some(([beginning]) => tool.startsWith(beginning)));
  if (stray.length > 0) throw new Error(`no row of the table is for ${stray[0]?.tool}`);
  return TOOLS.flatMap(([beginning, tool]) => {
    const [one, ...more] = all.filter((verdict) => verdict.tool.startsWith(beginning));
    return one === undefined ? [] : [together(tool, beginning, [one, ...more])];
  });
}

function together(tool: Tool, beginning: string, verdicts: readonly [OfGoogle, ...OfGoogle[]]): Verdict {
  const [controls, judged] = [verdicts.filter(isControl), verdicts.filter((one) => !isControl(one))];
  const open = judged.flatMap(({ what, problems }) =>
    problems.map(({ code, path, message }) => ({ tool, rule: code, type: '-', place: `${what}: ${path}`, message })),
  );
  const kinds = verdicts.map(({ verdict }) => verdict);
  return {
    tool,
    version: verdicts[0].tool.slice(beginning.length).trim() || '-',
    verdict: kinds.includes('failed') ? 'failed' : kinds.every((kind) => kind === 'not run') ? 'not run' : 'passed',
    unseen: tool === 'google bindings' ? `${NOT_BY_GOOGLE}; ${verdicts[0].unseen}` : verdicts[0].unseen,
    findings: open.length,
    open,
    idle: [],
    controls: Object.fromEntries(controls.map(({ what, verdict }) => [what, verdict === 'passed'])),
  };
}

const isControl = ({ what }: OfGoogle) => what.startsWith('control: ');
