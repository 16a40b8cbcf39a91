import type { RungQuality, Verdict } from '../../contract/cell-state';
import { DEFAULT_GOLDEN, EXPECTATION_DEFAULTS } from '../../contract/golden';
import { PROBE_ROUTE } from '../../contract/route';
import { type Finding, type InquiryParts, inquire } from './inquiry';
import { shortcomings } from './judge-answer';
import { type ProbePlan, type Question, routeOf } from './plan';

/**
 * So long may a round take that asks whether the cell serves: what it adds to three of them 15 s apart must stay within
 * the 7 s that the default recovery leaves.
 */
const SERVING_MILLISECONDS = 5000;

export interface Round {
  readonly verdict: Verdict;
  readonly why: readonly string[];
  readonly evidence: string;
}

/** Does the cell answer at the loosest floor? */
export async function servingRound(parts: InquiryParts, plan: ProbePlan, key: string): Promise<Round> {
  const last = await askAny(parts, plan.last, key);
  // A last tier of models may be lost while better ones still meet the floor.
  if (last.verdict !== 'bad' || plan.floor.length === 0) return last;
  return askAny(parts, plan.floor, key);
}

async function askAny(parts: InquiryParts, rungs: readonly string[], key: string): Promise<Round> {
  const probe = { route: PROBE_ROUTE.name, rungs, question: DEFAULT_GOLDEN.ask, milliseconds: SERVING_MILLISECONDS };
  const finding = await inquire(parts, probe, key);
  const { verdict, why } = judged(finding, {});
  const told = verdict === 'good' ? `${rungs.join(' or ')} answers` : why.join(', ');
  return { verdict, why, evidence: `serving: ${verdict}: ${told}` };
}

export interface ModelRound {
  /** Whether a rung of the first tier is as it should be. */
  readonly preferred: Verdict;
  readonly quality: readonly RungQuality[];
  readonly evidence: readonly string[];
}

/** Asks every rung its golden prompts, all at once. */
export async function modelRound(parts: InquiryParts, plan: ProbePlan, key: string): Promise<ModelRound> {
  const asked = await Promise.all(plan.questions.map((question) => askRung(parts, question, key)));
  const pairs = new Map(asked.map((one) => [`${one.question.rung.name} ${one.question.route ?? ''}`, one.question]));
  const quality = [...pairs.values()].map(({ rung, route }) => {
    const own = asked.filter(({ question }) => question.rung === rung && question.route === route);
    return qualityOf(own, rung.name, rung.tier, route);
  });
  const verdictOf = (name: string) => worst(quality.filter(({ rung }) => rung === name).map(({ verdict }) => verdict));
  return {
    preferred: best(plan.first.map(verdictOf)),
    quality,
    evidence: quality.map(({ rung, route, verdict, reasons }) => {
      const place = route === undefined ? rung : `${rung} for ${route}`;
      return `${place}: ${verdict}${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}`;
    }),
  };
}

interface Asked {
  readonly question: Question;
  readonly verdict: Verdict;
  readonly why: readonly string[];
  readonly milliseconds?: number;
}

async function askRung(parts: InquiryParts, question: Question, key: string): Promise<Asked> {
  const { maxSeconds } = { ...EXPECTATION_DEFAULTS, ...question.expect };
  const probe = {
    route: routeOf(question),
    rungs: [question.rung.name],
    question: question.ask,
    milliseconds: maxSeconds * 1000,
  };
  const finding = await inquire(parts, probe, key);
  const milliseconds = finding.kind === 'answered' ? finding.milliseconds : undefined;
  return { question, ...judged(finding, question.expect), milliseconds };
}

function judged(finding: Finding, expect: Question['expect']): { verdict: Verdict; why: readonly string[] } {
  if (finding.kind !== 'answered') return { verdict: finding.kind, why: [finding.why] };
  const why = shortcomings(finding, expect);
  return { verdict: why.length === 0 ? 'good' : 'bad', why };
}

function qualityOf(asked: readonly Asked[], rung: string, tier: RungQuality['tier'], route?: string): RungQuality {
  const known = asked.filter(({ verdict }) => verdict !== 'unknown');
  const times = asked.flatMap(({ milliseconds }) => (milliseconds === undefined ? [] : [milliseconds]));
  return {
    ...{ rung, tier, route },
    verdict: worst(asked.map(({ verdict }) => verdict)),
    share: known.length === 0 ? null : known.filter(({ verdict }) => verdict === 'good').length / known.length,
    milliseconds: times.length === 0 ? null : Math.max(...times),
    reasons: [...new Set(asked.flatMap(({ why }) => why))],
  };
}

/** Bad where one is, and good only where all are. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('bad')) return 'bad';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'good') ? 'good' : 'unknown';
}

/** Good where one is, and bad only where all are. */
export function best(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('good')) return 'good';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'bad') ? 'bad' : 'unknown';
}
