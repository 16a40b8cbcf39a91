import { homeOf, jobId } from '../../lib/contract/job';

const random = '0123456789abcdef0123456789abcdef';

test.each(['aws:eu-west-1', 'google:europe-west4'] as const)(
  'an id names its home %s, and needs no escaping',
  (home) => {
    const id = jobId(home, random);
    expect(homeOf(id)).toBe(home);
    expect(encodeURIComponent(id)).toBe(id);
  },
);

test.each([
  '',
  'job_aws.eu-west-1',
  'job_azure.eu_0123456789abcdef0123456789abcdef',
  `${jobId('aws:eu-west-1', random)}0`,
  jobId('aws:eu-west-1', random.toUpperCase()),
  `job_aws.EU_${random}`,
])('%p is no job’s id', (text) => {
  expect(homeOf(text)).toBeUndefined();
});
