import { isAwsRegion, nearestAwsRegion } from '../drill/route53/regions';
import type { Problem } from '../estate/problem';
import { regionIn } from '../estate/read-estate';

/** In a Region that there is not, a template would be judged, and found as sound as anywhere. */
export function regionProblems(paths: readonly string[]): Problem[] {
  return paths.flatMap((path) => {
    const region = regionIn(path);
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
