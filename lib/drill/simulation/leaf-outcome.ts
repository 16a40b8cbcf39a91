import { distanceKilometres } from '../route53/places';
import { type CellState, cellState, type Faults } from '../system/situation';
import type { Leaf, Place, System } from '../system/system';
import type { CourseShare, FailedBecause } from './course';

/** What requests meet at what a record leads to, while the same things fail. The shares add up to 1. */
export class Outcomes {
  private readonly states = new Map<number, CellState>();
  private readonly known = new Map<string, readonly CourseShare[]>();

  public constructor(
    private readonly system: System,
    private readonly faults: Faults,
  ) {}

  public state(cell: number): CellState {
    const known = this.states.get(cell) ?? cellState(this.system, this.system.cells[cell], this.faults);
    this.states.set(cell, known);
    return known;
  }

  public of(leaf: Leaf, place: Place): readonly CourseShare[] {
    const key = `${leaf.cells.join()} ${leaf.cells.length > 1 ? place.id : ''} ${leaf.needs.length}`;
    const known = this.known.get(key) ?? this.outcome(leaf, place);
    this.known.set(key, known);
    return known;
  }

  private outcome(leaf: Leaf, place: Place): readonly CourseShare[] {
    const manners = leaf.needs.flatMap((need) => this.faults.get(need) ?? []);
    const balancer = manners.find(({ how }) => how !== 'stale' && how !== 'evacuate' && how !== 'slow');
    if (balancer !== undefined) return [{ failed: balancer.how === 'hang' ? 'timed-out' : 'refused', share: 1 }];
    // A load balancer takes the nearest of its regions that answers.
    const [cell] = [...leaf.cells].sort((left, right) => this.rank(left, place) - this.rank(right, place));
    if (cell === undefined) return [{ failed: 'refused', share: 1 }];
    return this.atCell(cell);
  }

  private rank(cell: number, place: Place): number {
    const { location } = this.system.cells[cell];
    const distance = location === undefined ? 0 : distanceKilometres(place.location, location);
    return distance + (this.state(cell).failing >= 0.5 ? 1e6 : 0);
  }

  private atCell(index: number): readonly CourseShare[] {
    const cell = this.system.cells[index].id;
    const { failing, hangs, slow, rung, nonsense } = this.state(index);
    const failed: FailedBecause = hangs ? 'timed-out' : this.isReachable(index) ? 'error' : 'refused';
    const served: CourseShare =
      rung === undefined
        ? { cell, failed: 'no-rung', share: 1 - failing }
        : {
            ...{ cell, tier: rung.tier, share: 1 - failing },
            ...(slow ? { slow } : {}),
            ...(nonsense ? { failed: 'nonsense' as const } : {}),
          };
    return [...(failing > 0 ? [{ cell, failed, share: failing }] : []), ...(failing < 1 ? [served] : [])];
  }

  private isReachable(index: number): boolean {
    return !this.system.cells[index].front.some((need) =>
      ['kill', 'refuse'].includes(this.faults.get(need)?.how ?? ''),
    );
  }
}
