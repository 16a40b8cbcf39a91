/** A place that serves on its own: an AWS Region (`aws:eu-west-1`) or a Google region (`google:europe-west4`). */
export type CellId = `${Cloud}:${string}`;

export type Cloud = 'aws' | 'google';

export function cellId(cloud: Cloud, region: string): CellId {
  return `${cloud}:${region}`;
}

/** Splits a cell's id, or returns undefined when the text is none. */
export function parseCellId(text: string): { cloud: Cloud; region: string } | undefined {
  const match = /^(aws|google):([a-z0-9-]+)$/.exec(text);
  return match ? { cloud: match[1] as Cloud, region: match[2] } : undefined;
}
