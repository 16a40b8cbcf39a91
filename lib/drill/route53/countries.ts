import type { Location } from './model';

/**
 * Where geolocation records see a client that stands beside an AWS Region: continent and country, by the Region's code.
 * @see R53/resource-record-sets-values-geo (the continents' codes)
 */
const PLACES: Readonly<Record<string, readonly [continent: string, country: string]>> = {
  'af-south-1': ['AF', 'ZA'],
  'ap-east-1': ['AS', 'HK'],
  'ap-east-2': ['AS', 'TW'],
  'ap-northeast-1': ['AS', 'JP'],
  'ap-northeast-2': ['AS', 'KR'],
  'ap-northeast-3': ['AS', 'JP'],
  'ap-south-1': ['AS', 'IN'],
  'ap-south-2': ['AS', 'IN'],
  'ap-southeast-1': ['AS', 'SG'],
  'ap-southeast-2': ['OC', 'AU'],
  'ap-southeast-3': ['AS', 'ID'],
  'ap-southeast-4': ['OC', 'AU'],
  'ap-southeast-5': ['AS', 'MY'],
  'ap-southeast-6': ['OC', 'NZ'],
  'ap-southeast-7': ['AS', 'TH'],
  'ca-central-1': ['NA', 'CA'],
  'ca-west-1': ['NA', 'CA'],
  'cn-north-1': ['AS', 'CN'],
  'cn-northwest-1': ['AS', 'CN'],
  'eu-central-1': ['EU', 'DE'],
  'eu-central-2': ['EU', 'CH'],
  'eu-north-1': ['EU', 'SE'],
  'eu-south-1': ['EU', 'IT'],
  'eu-south-2': ['EU', 'ES'],
  'eu-west-1': ['EU', 'IE'],
  'eu-west-2': ['EU', 'GB'],
  'eu-west-3': ['EU', 'FR'],
  'eusc-de-east-1': ['EU', 'DE'],
  'il-central-1': ['AS', 'IL'],
  'me-central-1': ['AS', 'AE'],
  'me-south-1': ['AS', 'BH'],
  'mx-central-1': ['NA', 'MX'],
  'sa-east-1': ['SA', 'BR'],
  'us-east-1': ['NA', 'US'],
  'us-east-2': ['NA', 'US'],
  'us-gov-east-1': ['NA', 'US'],
  'us-gov-west-1': ['NA', 'US'],
  'us-west-1': ['NA', 'US'],
  'us-west-2': ['NA', 'US'],
};

export function countryOfRegion(region: string): Pick<Location, 'continent' | 'country'> {
  if (!Object.hasOwn(PLACES, region)) return {};
  const [continent, country] = PLACES[region];
  return { continent, country };
}
