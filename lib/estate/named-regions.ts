import { existsSync } from 'node:fs';
import { isAwsRegion, nearestAwsRegion } from './aws-regions';
import type { Problem } from './problem';

/** What a path says: a folder or a file, and the Region where a template is deployed. */
export interface NamedPath {
  readonly name: string;
  readonly region?: string;
}

/** `template.yaml@eu-west-1`, unless that is a file's own name. Whether there is such a Region is not judged here. */
export function namedPath(path: string): NamedPath {
  const [, name, region] = /^(.+)@([a-z]{2,4}(?:-[a-z]+)+-\d)$/.exec(path) ?? [];
  return name === undefined || existsSync(path) ? { name: path } : { name, region };
}

/** In a Region that there is not, a template would be judged, and found as sound as anywhere. */
export function regionProblems(paths: readonly string[]): Problem[] {
  return paths.flatMap((path) => {
    const { region } = namedPath(path);
    if (region === undefined || isAwsRegion(region)) return [];
    const near = nearestAwsRegion(region);
    return [
      {
        code: 'unknown-region',
        path,
        message: 'AWS has no such Region.',
        found: region,
        mend: near === undefined ? "write the Region's code, as eu-west-1" : `did you mean \`${near}\`?`,
      },
    ];
  });
}
