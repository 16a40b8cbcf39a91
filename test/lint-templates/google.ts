import type { Topology } from '../../lib/topology/topology';
import { validate } from '../google-validation/validate';
import { NOT_BY_GOOGLE, type Verdict as OfGoogle } from '../google-validation/verdict';
import type { Tool } from './finding';
import type { Verdict } from './verdict';

/** How the tools of `npm run validate:google` name themselves there, and are named in this table. */
const TOOLS: readonly (readonly [tool: Tool, ...beginnings: readonly [string, ...string[]]])[] = [
  ['terraform', 'terraform'],
  // One spoilt stack is the control of both.
  ['google bindings', "the bindings' schema of", 'references between the stacks'],
];

/** What `npm run validate:google` says, a row for each of its tools. */
export function googleVerdicts(topology: Topology): Verdict[] {
  const all = validate(topology);
  const isOf =
    (beginnings: readonly string[]) =>
    ({ tool }: OfGoogle) =>
      beginnings.some((beginning) => tool.startsWith(beginning));
  const stray = all.find((verdict) => !TOOLS.some(([, ...beginnings]) => isOf(beginnings)(verdict)));
  if (stray !== undefined) throw new Error(`no row of the table is for ${stray.tool}`);
  return TOOLS.flatMap(([tool, ...beginnings]) => {
    const [one, ...more] = all.filter(isOf(beginnings));
    return one === undefined ? [] : [together(tool, beginnings[0], [one, ...more])];
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
