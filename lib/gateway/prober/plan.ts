import { type CellId, parseCellId } from '../../contract/cell';
import { DEFAULT_GOLDEN, type Expectation } from '../../contract/golden';
import { ladderOf, type ModelSource, type Rung } from '../../contract/ladder';
import { residencyOf } from '../../contract/residency';
import { PROBE_ROUTE } from '../../contract/route';
import type { ServingConfig } from '../../contract/serving-config';
import { mayAnswer } from '../ladder/eligible';

/** One question to one rung. */
export interface Question {
  readonly rung: Rung;
  /** Undefined where the bare rung is asked. */
  readonly route?: string;
  readonly ask: string;
  readonly expect: Expectation;
}

/** What is asked in a cell. */
export interface ProbePlan {
  /** The rungs of the last tier that the loosest floor allows. */
  readonly last: readonly string[];
  /** Who else meets that floor: asked where `last` are models and do not answer. */
  readonly floor: readonly string[];
  /** Of every rung, each round of the models. */
  readonly questions: readonly Question[];
  /** The rungs of the cell's first tier. */
  readonly first: readonly string[];
}

/** What is asked of the deterministic tier, which says to it what it says to anybody. */
const ANYTHING: Expectation = {};

export function probePlan(cell: CellId, { ladder, routes }: ServingConfig): ProbePlan {
  const cloud = parseCellId(cell)!.cloud;
  const candidates = ladderOf(cell, ladder).map((rung) => {
    const source = rung.on[cloud] as ModelSource;
    return { rung, source, residency: residencyOf(rung, source, cell) };
  });
  const loosest = Math.max(...routes.map(({ floor }) => floor));
  const floor = candidates.filter((candidate) =>
    routes.some((route) => route.floor === loosest && mayAnswer(candidate, route)),
  );
  const last = Math.max(...floor.map(({ rung }) => rung.tier));
  const isLast = ({ rung }: (typeof floor)[number]) => rung.tier === last;
  const models = floor.some((one) => isLast(one) && one.source.kind !== 'deterministic');
  const names = (of: typeof candidates) => of.map(({ rung }) => rung.name);
  const firstTier = candidates[0]?.rung.tier;
  return {
    last: names(floor.filter(isLast)),
    floor: models ? names(floor) : [],
    first: names(candidates.filter(({ rung }) => rung.tier === firstTier)),
    questions: candidates.flatMap(({ rung, source, residency }) => {
      if (source.kind === 'deterministic') return [{ rung, ask: DEFAULT_GOLDEN.ask, expect: ANYTHING }];
      const declared = routes
        .filter((route) => mayAnswer({ rung, residency }, route))
        .flatMap(({ name, golden = [] }) => golden.map(({ ask, expect }) => ({ rung, route: name, ask, expect })));
      return [{ rung, ask: DEFAULT_GOLDEN.ask, expect: DEFAULT_GOLDEN.expect }, ...declared];
    }),
  };
}

/** The name under which a question is asked. */
export function routeOf({ route }: Question): string {
  return route ?? PROBE_ROUTE.name;
}
