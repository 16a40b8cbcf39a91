import { requestsPerSecondOf } from '../../contract/compute';
import { nearest } from '../../contract/nearest';
import type { Problem } from '../../contract/problem';
import type { CellRung, System } from '../system/system';
import type { Load } from './loads';

/** Requests a second by what carries them: a cell (`aws:eu-west-1`), a rung in every cell (`frontier`) or in one (`aws:eu-west-1/frontier`). */
export type ToldCapacities = Readonly<Record<string, number>>;

/** What something carries, in requests a second: no less than `least`, no more than `most`. Known where both are the same. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

const NO_LIMIT: Bounds = { least: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY };

/**
 * What cells and their rungs carry: as somebody told; by what is warm of own compute; else at least what comes to it
 * while nothing fails, since that is answered today, and nobody knows how much more.
 */
export class Capacities {
  public constructor(
    private readonly system: System,
    private readonly told: ToldCapacities,
    /** Who answers while nothing fails. */
    private readonly usual: readonly Load[],
    private readonly requestsPerSecond: number,
  ) {}

  /** Of all that comes to a cell, whichever rung answers. */
  public ofCell(cell: number): Bounds {
    return known(this.told[this.system.cells[cell].id]) ?? this.usually((load) => load.cell === cell);
  }

  public ofRung(cell: number, rung: CellRung): Bounds {
    // What is its own cell's code, or all that is known of the cell, carries what the cell does.
    if (rung.needs.length === 0) return NO_LIMIT;
    return (
      known(this.told[`${this.system.cells[cell].id}/${rung.name}`] ?? this.told[rung.name]) ??
      known(this.warm(cell, rung)) ??
      this.usually((load) => load.cell === cell && load.tier === rung.tier)
    );
  }

  private warm(cell: number, { name }: CellRung): number | undefined {
    const { id } = this.system.cells[cell];
    const service = this.system.fleet?.compute?.services.find((one) => one.cell === id && one.rung === name);
    return service && service.warm * requestsPerSecondOf(service);
  }

  private usually(isHere: (load: Load) => boolean): Bounds {
    const share = this.usual.reduce((sum, load) => (isHere(load) ? sum + load.share : sum), 0);
    return { least: share * this.requestsPerSecond, most: Number.POSITIVE_INFINITY };
  }
}

function known(value: number | undefined): Bounds | undefined {
  return value === undefined ? undefined : { least: value, most: value };
}

/** Everything of which a capacity can be told. */
export function carriers({ cells }: System): string[] {
  const rungs = cells.flatMap(({ id, rungs: own }) =>
    own.filter(({ needs }) => needs.length > 0).flatMap(({ name }) => [name, `${id}/${name}`]),
  );
  return [...new Set([...cells.map(({ id }) => id), ...rungs])];
}

/** Without what only the estate has that this one is compared with: it came or went, and is no mistake. */
export function ofEstate(system: System, other: System, told: ToldCapacities): ToldCapacities {
  const [names, others] = [carriers(system), carriers(other)];
  return Object.fromEntries(Object.entries(told).filter(([name]) => names.includes(name) || !others.includes(name)));
}

/** What is told of nothing that the estate has would count nowhere. */
export function capacityProblems(system: System, told: ToldCapacities): Problem[] {
  const names = carriers(system);
  return Object.keys(told)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const meant = nearest(name, names);
      return {
        ...{ code: 'unknown-carrier', path: '--capacity', message: 'Nothing that carries requests is called so.' },
        ...{ found: name, allowed: names.join(', ') },
        mend: meant === undefined ? 'name a cell, a rung, or a rung in a cell' : `did you mean ${meant}?`,
      };
    });
}
