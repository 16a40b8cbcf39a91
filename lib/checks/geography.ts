/** The geography of a cell or Region as residencies name it: `eu`, `us`, `apac`; undefined elsewhere. */
export function geographyOf(cellOrRegion: string): string | undefined {
  const region = cellOrRegion.slice(cellOrRegion.indexOf(':') + 1);
  if (/^(eu-|europe-)/.test(region)) return 'eu';
  if (/^us-/.test(region) && !region.startsWith('us-gov-')) return 'us';
  return /^(ap-|asia-|australia-)/.test(region) ? 'apac' : undefined;
}
