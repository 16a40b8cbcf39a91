import type { Location } from './model';

/**
 * Where the regions are, in degrees north and east, to about the city: the providers name a city, a state or a country
 * and publish nothing finer. Good for the order of distances, which is all that it is used for.
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 * @see https://cloud.google.com/compute/docs/regions-zones
 */
const AWS_REGIONS: Readonly<Record<string, readonly [number, number]>> = {
  'af-south-1': [-33.9, 18.4], // Cape Town
  'ap-east-1': [22.3, 114.2], // Hong Kong
  'ap-east-2': [25.0, 121.6], // Taipei
  'ap-northeast-1': [35.7, 139.7], // Tokyo
  'ap-northeast-2': [37.6, 127.0], // Seoul
  'ap-northeast-3': [34.7, 135.5], // Osaka
  'ap-south-1': [19.1, 72.9], // Mumbai
  'ap-south-2': [17.4, 78.5], // Hyderabad
  'ap-southeast-1': [1.4, 103.8], // Singapore
  'ap-southeast-2': [-33.9, 151.2], // Sydney
  'ap-southeast-3': [-6.2, 106.8], // Jakarta
  'ap-southeast-4': [-37.8, 145.0], // Melbourne
  'ap-southeast-5': [3.1, 101.7], // Malaysia
  'ap-southeast-6': [-36.8, 174.8], // Auckland
  'ap-southeast-7': [13.8, 100.5], // Bangkok
  'ca-central-1': [45.5, -73.6], // Montreal
  'ca-west-1': [51.0, -114.1], // Calgary
  'cn-north-1': [39.9, 116.4], // Beijing
  'cn-northwest-1': [37.5, 105.2], // Ningxia
  'eu-central-1': [50.1, 8.7], // Frankfurt
  'eu-central-2': [47.4, 8.5], // Zurich
  'eu-north-1': [59.3, 18.1], // Stockholm
  'eu-south-1': [45.5, 9.2], // Milan
  'eu-south-2': [41.6, -0.9], // Aragon
  'eu-west-1': [53.3, -6.3], // Dublin
  'eu-west-2': [51.5, -0.1], // London
  'eu-west-3': [48.9, 2.4], // Paris
  'eusc-de-east-1': [52.4, 13.1], // Brandenburg
  'il-central-1': [32.1, 34.8], // Tel Aviv
  'me-central-1': [24.5, 54.4], // United Arab Emirates
  'me-south-1': [26.2, 50.6], // Bahrain
  'mx-central-1': [20.6, -100.4], // Queretaro
  'sa-east-1': [-23.6, -46.6], // Sao Paulo
  'us-east-1': [38.9, -77.4], // Northern Virginia
  'us-east-2': [40.0, -83.0], // Ohio
  'us-gov-east-1': [40.0, -83.0], // Ohio
  'us-gov-west-1': [45.5, -122.7], // Oregon
  'us-west-1': [37.4, -122.0], // Northern California
  'us-west-2': [45.8, -119.7], // Oregon
};

const GOOGLE_REGIONS: Readonly<Record<string, readonly [number, number]>> = {
  'africa-south1': [-26.2, 28.0], // Johannesburg
  'asia-east1': [24.1, 120.5], // Changhua County
  'asia-east2': [22.3, 114.2], // Hong Kong
  'asia-northeast1': [35.7, 139.7], // Tokyo
  'asia-northeast2': [34.7, 135.5], // Osaka
  'asia-northeast3': [37.6, 127.0], // Seoul
  'asia-south1': [19.1, 72.9], // Mumbai
  'asia-south2': [28.6, 77.2], // Delhi
  'asia-southeast1': [1.3, 103.7], // Singapore
  'asia-southeast2': [-6.2, 106.8], // Jakarta
  'asia-southeast3': [13.8, 100.5], // Bangkok
  'australia-southeast1': [-33.9, 151.2], // Sydney
  'australia-southeast2': [-37.8, 145.0], // Melbourne
  'europe-central2': [52.2, 21.0], // Warsaw
  'europe-north1': [60.6, 27.2], // Hamina
  'europe-north2': [59.3, 18.1], // Stockholm
  'europe-southwest1': [40.4, -3.7], // Madrid
  'europe-west1': [50.4, 3.8], // St. Ghislain
  'europe-west2': [51.5, -0.1], // London
  'europe-west3': [50.1, 8.7], // Frankfurt
  'europe-west4': [53.4, 6.8], // Eemshaven
  'europe-west6': [47.4, 8.5], // Zurich
  'europe-west8': [45.5, 9.2], // Milan
  'europe-west9': [48.9, 2.4], // Paris
  'europe-west10': [52.5, 13.4], // Berlin
  'europe-west12': [45.1, 7.7], // Turin
  'me-central1': [25.3, 51.5], // Doha
  'me-central2': [26.4, 50.1], // Dammam
  'me-west1': [32.1, 34.8], // Tel Aviv
  'northamerica-northeast1': [45.5, -73.6], // Montreal
  'northamerica-northeast2': [43.7, -79.4], // Toronto
  'northamerica-south1': [20.6, -100.4], // Queretaro
  'southamerica-east1': [-23.6, -46.6], // Sao Paulo
  'southamerica-west1': [-33.4, -70.7], // Santiago
  'us-central1': [41.3, -95.9], // Council Bluffs
  'us-east1': [33.2, -80.0], // Moncks Corner
  'us-east4': [39.0, -77.5], // Ashburn
  'us-east5': [40.0, -83.0], // Columbus
  'us-south1': [32.8, -96.8], // Dallas
  'us-west1': [45.6, -121.2], // The Dalles
  'us-west2': [34.1, -118.2], // Los Angeles
  'us-west3': [40.8, -111.9], // Salt Lake City
  'us-west4': [36.2, -115.1], // Las Vegas
};

/** Undefined for a Region that is not in the table. */
export function awsRegionLocation(region: string): Location | undefined {
  return locationIn(AWS_REGIONS, region);
}

/** Undefined for a region that is not in the table. */
export function googleRegionLocation(region: string): Location | undefined {
  return locationIn(GOOGLE_REGIONS, region);
}

function locationIn(table: typeof AWS_REGIONS, region: string): Location | undefined {
  if (!Object.hasOwn(table, region)) return undefined;
  const [latitude, longitude] = table[region];
  return { latitude, longitude };
}

/** The mean radius of the earth in kilometres (IUGG). */
const EARTH_RADIUS = 6371;

/** The great-circle distance in kilometres, by the haversine formula, which is exact enough at short distances too. */
export function distanceKilometres(from: Location, to: Location): number {
  const phi = radians(to.latitude - from.latitude) / 2;
  const lambda = radians(to.longitude - from.longitude) / 2;
  const haversine =
    Math.sin(phi) ** 2 + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(lambda) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
