import type { DocumentPath } from './path';

/** In a path that is asked about: every entry of a list, every member of a mapping. */
export const EACH = Symbol('each');

/** Stands below a member for its name, which can be wrong while the value is right. */
export const NAME_OF = '(name)';

export type PathPattern = readonly (string | number | typeof EACH)[];

interface Place {
  spoilt: boolean;
  readonly below: Map<string | number, Place>;
}

/**
 * The places of a document whose values cannot be relied on. A tree, so that a file of nothing but mistakes costs as
 * much as its length.
 */
export class Spoilt {
  private readonly root: Place = { spoilt: false, below: new Map() };

  public add(path: DocumentPath): void {
    let place = this.root;
    for (const step of path) {
      const next = place.below.get(step) ?? { spoilt: false, below: new Map() };
      place.below.set(step, next);
      place = next;
    }
    place.spoilt = true;
  }

  /** Is something spoilt there, in it, or around it? */
  public touches(pattern: PathPattern): boolean {
    return touches(this.root, pattern);
  }

  /** Is that value spoilt as a whole, or one around it? */
  public covers(path: DocumentPath): boolean {
    return covers(this.root, path);
  }
}

function covers(place: Place, [step, ...rest]: DocumentPath): boolean {
  if (place.spoilt || step === undefined) return place.spoilt;
  const below = place.below.get(step);
  return below !== undefined && covers(below, rest);
}

function touches(place: Place, [step, ...rest]: PathPattern): boolean {
  if (place.spoilt || step === undefined) return true;
  if (step === EACH) return [...place.below.values()].some((below) => touches(below, rest));
  const below = place.below.get(step);
  return below !== undefined && touches(below, rest);
}
