import type { CellId } from '../../contract/cell';
import { cellNames, googleCellNames, servicePrefix } from '../../topology/names';
import type { Topology } from '../../topology/topology';

/** A cell, and the private bucket in which people leave it their word. */
export interface CellPlace {
  readonly cell: CellId;
  readonly cloud: 'aws' | 'google';
  readonly region: string;
  readonly bucket: string;
}

export function placesOf({ service, stage, awsCells, google }: Topology): readonly CellPlace[] {
  const prefix = servicePrefix(service, stage);
  return [
    ...awsCells.map(({ id, account, region }) => {
      return { cell: id, cloud: 'aws', region, bucket: cellNames(prefix, account, region).stateBucket } as const;
    }),
    ...(google?.cells ?? []).map(({ id, region }) => {
      const { stateBucket } = googleCellNames(prefix, google?.projectNumber ?? '', region);
      return { cell: id, cloud: 'google', region, bucket: stateBucket } as const;
    }),
  ];
}
