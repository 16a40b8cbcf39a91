import { RegionInfo } from 'aws-cdk-lib/region-info';
import { AWS_REGIONS } from '../../lib/topology/aws-regions';
import { GOOGLE_REGIONS } from '../../lib/topology/google-regions';

test("AWS's Regions are those of the commercial partition", () => {
  const commercial = RegionInfo.regions.filter(({ partition }) => partition === 'aws').map(({ name }) => name);
  expect(AWS_REGIONS).toEqual(commercial.sort());
});

test('no Google region stands there twice', () => {
  expect(GOOGLE_REGIONS).toEqual([...new Set(GOOGLE_REGIONS)].sort());
});
