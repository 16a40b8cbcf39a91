import { awsRegionLocation, distanceKilometres, googleRegionLocation } from '../../../lib/drill/route53/places';
import { AWS_REGIONS } from '../../../lib/estate/aws-regions';

const aws = (region: string) => awsRegionLocation(region) as { latitude: number; longitude: number };

// Great-circle distances between the cities, as any atlas has them.
test.each([
  ['eu-west-1', 'eu-west-2', 460],
  ['eu-west-1', 'eu-west-3', 780],
  ['eu-west-1', 'eu-central-1', 1090],
  ['us-east-1', 'eu-west-1', 5450],
  ['ap-southeast-2', 'sa-east-1', 13_400],
])('from %s to %s it is about %d km, in both directions', (from, to, kilometres) => {
  expect(Math.abs(distanceKilometres(aws(from), aws(to)) / kilometres - 1)).toBeLessThan(0.05);
  expect(distanceKilometres(aws(to), aws(from))).toBeCloseTo(distanceKilometres(aws(from), aws(to)));
});

test('across the date line it is near', () => {
  const east = { latitude: 0, longitude: 179.5 };
  expect(distanceKilometres(east, { latitude: 0, longitude: -179.5 })).toBeCloseTo(111.2, 0);
  expect(distanceKilometres(east, { latitude: 0, longitude: -0.5 })).toBeCloseTo(Math.PI * 6371, 0);
  expect(distanceKilometres(east, east)).toBe(0);
});

test.each(['xx-west-1', 'toString', ''])('there is no place called %j', (region) => {
  expect(awsRegionLocation(region)).toBeUndefined();
  expect(googleRegionLocation(region)).toBeUndefined();
});

test('a Google region lies beside the AWS Region of its city', () => {
  const frankfurt = googleRegionLocation('europe-west3') as { latitude: number; longitude: number };
  expect(distanceKilometres(frankfurt, aws('eu-central-1'))).toBeLessThan(50);
});

test('every Region that there is has its place, but for the one of which none was found in writing', () => {
  expect(AWS_REGIONS.filter((region) => awsRegionLocation(region) === undefined)).toEqual(['me-west-1']);
});
