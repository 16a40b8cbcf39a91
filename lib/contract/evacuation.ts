import { type CellId, parseCellId } from './cell';

/**
 * A cell's switch: while an object lies in the private bucket of another cell, that one's health function answers with
 * a text on a path, and an inverted check that looks for the text takes the cell out of DNS. Any other answer, and none,
 * leaves it in.
 */
export const EVACUATION = {
  /** Above the paths of all switches. */
  root: '/switch',
  path: (name: string) => `/switch/${name}`,
  /** What the check looks for. It ends, so that no name is the beginning of another's. */
  searchString: (name: string) => `understudy-evacuate:${name};`,
  /** The object's key; what it holds is for people. */
  key: (name: string) => `switch/${name}`,
  /**
   * Apart from each other, and none of them where the control planes of the world lie. Two of them suffice to see an
   * order, so that one that is blind changes nothing.
   * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
   */
  checkerRegions: ['us-west-2', 'eu-west-1', 'ap-southeast-1'] as string[],
} as const;

/** The switch that all cells of Google share: behind their one address no region can be left alone. */
export const GOOGLE_SWITCH = 'google';

/** A cell's switch by its name: the Region of a cell on AWS. */
export function switchName(cell: CellId): string {
  const { cloud, region } = parseCellId(cell)!;
  return cloud === 'google' ? GOOGLE_SWITCH : region;
}

/** Where a switch lies. */
export interface SwitchPlace {
  readonly name: string;
  /** The cells that are left together by it. */
  readonly cells: readonly CellId[];
  /** The cell whose bucket holds the object. */
  readonly heldBy: CellId;
  /** Its own name, which is probed. */
  readonly heldAt: string;
  readonly bucket: string;
  readonly key: string;
}

/** What the object of an evacuation says, so that who finds it knows whom to ask. */
export interface EvacuationOrder {
  readonly cells: readonly CellId[];
  readonly by: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly reason: string;
}
