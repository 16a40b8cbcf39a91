import { CertificateMap } from '../../lib/google/certificate-map';
import { attributeOf, fleetOf, foreignStack, only, PROJECT, resourcesOf } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const json = foreignStack((stack) => {
  new CertificateMap(stack, 'Certificates', { project: PROJECT, prefix: 'theirs', domain: 'ai.example.com' });
});
const authorizations = resourcesOf(json, 'google_certificate_manager_dns_authorization');
const certificate = only(json, 'google_certificate_manager_certificate');

test('one certificate for the served name, google.… and its children, each authorized in the zone', () => {
  expect(certificate.managed.domains).toEqual(['ai.example.com', 'google.ai.example.com', '*.google.ai.example.com']);
  expect(authorizations.map(({ domain, type }) => [domain, type])).toEqual(
    expect.arrayContaining([
      ['ai.example.com', 'FIXED_RECORD'],
      ['google.ai.example.com', 'FIXED_RECORD'],
    ]),
  );
  const ids = authorizations.map((each) =>
    attributeOf(json, 'google_certificate_manager_dns_authorization', each, 'id'),
  );
  expect([...certificate.managed.dns_authorizations].sort()).toEqual(ids.sort());
});

test('every name of the certificate has an entry that leads to it', () => {
  const entries = resourcesOf(json, 'google_certificate_manager_certificate_map_entry');
  const id = attributeOf(json, 'google_certificate_manager_certificate', certificate, 'id');
  expect(entries.map(({ hostname }) => hostname).sort()).toEqual([...certificate.managed.domains].sort());
  for (const { certificates } of entries) expect(certificates).toEqual([id]);
});

test('the proxy of a fleet takes the map in the form that it asks for', () => {
  const { serving } = fleetOf();
  const map = only(serving, 'google_certificate_manager_certificate_map');
  const id = attributeOf(serving, 'google_certificate_manager_certificate_map', map, 'id');
  expect(only(serving, 'google_compute_target_https_proxy').certificate_map).toBe(
    `//certificatemanager.googleapis.com/${id}`,
  );
});
