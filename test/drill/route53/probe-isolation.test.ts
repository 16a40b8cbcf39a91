import { answer } from '../../../lib/drill/route53/answer';
import { checkHealth } from '../../../lib/drill/route53/health';
import { awsRegionLocation } from '../../../lib/drill/route53/places';
import { responsePasses } from '../../../lib/drill/route53/probe';
import { zonesOf } from '../../../lib/drill/route53/zones';
import { readCloudAssembly } from '../../../lib/estate/read-cloud-assembly';
import { fleetOf } from '../../aws/fleets';

jest.mock('../../../lib/bundle/baked-gateway', () => jest.requireActual('../../aws/prebuilt-gateway'));

const REGIONS = ['eu-west-1', 'eu-central-1', 'eu-west-3'];
const estate = readCloudAssembly(fleetOf().assembly.directory);
const [zone] = zonesOf(estate);

type Response = { readonly status: number; readonly body: string };

/** What each Region's probed paths answer when all is well: it serves, and nobody is to be left. */
const WELL: Response = { status: 200, body: 'in service\n' };

/** Who answers clients beside each Region, when one of them answers its probes like this. */
function answering(troubled: string, response: Response | undefined): readonly (string | undefined)[] {
  const endpointIsHealthy = (id: string) => {
    const check = zone.checks.find((one) => one.id === id);
    // The quality alarm is quiet.
    if (check?.kind !== 'endpoint') return true;
    const from = check.host.startsWith(`${troubled}.`) ? response : WELL;
    const passes = from !== undefined && responsePasses(check, { ...from, body: Buffer.from(from.body) });
    return check.inverted ? !passes : passes;
  };
  const health = (id: string) => checkHealth(zone.checks, id, endpointIsHealthy);
  return REGIONS.map((region) => {
    const found = answer(zone, { name: 'ai.example.com', type: 'A', from: awsRegionLocation(region)! }, health);
    const target = found?.record.target;
    const node = target?.kind === 'alias-resource' ? estate.nodes.get(target.resource) : undefined;
    return String(node?.stack.region);
  });
}

describe.each(REGIONS)('%s', (troubled) => {
  test.each([200, 202, 302])(
    'whose release answers %d to everything leaves nobody, and makes nobody leave',
    (status) => {
      expect(answering(troubled, { status, body: '<html>ok</html>' })).toEqual(REGIONS);
    },
  );

  test.each<[string, Response | undefined]>([
    ['is dead', undefined],
    ['fails', { status: 500, body: '' }],
  ])('that %s is left alone: whose switch it holds stays', (_, response) => {
    const left = answering(troubled, response);
    const others = REGIONS.filter((region) => region !== troubled);
    expect(REGIONS.filter((region, index) => left[index] === region)).toEqual(others);
    expect(others).toContain(left[REGIONS.indexOf(troubled)]);
  });

  test('leaves by the text alone, which its neighbour says', () => {
    const [holder] = REGIONS.filter((region) =>
      zone.checks.some(
        (check) =>
          check.kind === 'endpoint' && check.host.startsWith(`${region}.`) && check.path === `/switch/${troubled}`,
      ),
    );
    const left = answering(holder, { status: 200, body: `understudy-evacuate:${troubled};\n` });
    expect(left[REGIONS.indexOf(troubled)]).not.toBe(troubled);
  });
});
