import type { VertexLocation } from '../../../contract/ladder';

/** `cell` is the Region of the cell that calls. */
export function vertexLocation(location: VertexLocation, region: string): string {
  return location === 'cell' ? region : location;
}

/**
 * Where a location is called. The multi-regions are no regions with a short name: `eu-aiplatform.googleapis.com` does
 * not exist.
 * @see https://docs.cloud.google.com/gemini-enterprise-agent-platform/resources/locations#multi-region_endpoints
 */
export function vertexUrl(location: string): string {
  switch (location) {
    case 'global':
      return 'https://aiplatform.googleapis.com';
    case 'eu':
    case 'us':
      return `https://aiplatform.${location}.rep.googleapis.com`;
    default:
      return `https://${location}-aiplatform.googleapis.com`;
  }
}
