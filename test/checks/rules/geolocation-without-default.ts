import { pair } from '../blocks';
import { type Example, only } from '../example';

const place = (SetIdentifier: string, GeoLocation: object) => ({ SetIdentifier, GeoLocation });
export const example: Example = {
  compliant: only(pair(place('EU', { ContinentCode: 'EU' }), place('others', { CountryCode: '*' }))),
  broken: only(pair(place('EU', { ContinentCode: 'EU' }), place('US', { ContinentCode: 'NA' }))),
};
