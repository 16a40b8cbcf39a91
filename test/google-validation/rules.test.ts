import { resource, serving } from './fixture/serving';
import { JOBS } from './fixture/spoilt/jobs';
import { NETWORK } from './fixture/spoilt/network';
import { PROJECT } from './fixture/spoilt/project';
import { RUN } from './fixture/spoilt/run';
import { container, template } from './fixture/spoilt/spoilt';
import { judge, RULES } from './rules/pack';

const SPOILT = [...NETWORK, ...RUN, ...JOBS, ...PROJECT];

test('the compliant stack breaks no rule', () => {
  expect(judge(serving())).toEqual([]);
});

test.each(SPOILT)('%s refuses: %s', (rule, _what, spoil) => {
  const codes = judge(serving(spoil)).map(({ code }) => code);
  expect(new Set(codes)).toEqual(new Set([rule]));
});

test('a group that does not say its kind is serverless, which is the default', () => {
  const stack = serving((json) => {
    delete resource(json, 'google_compute_region_network_endpoint_group.West4').network_endpoint_type;
    resource(json, 'google_compute_backend_service.West4').timeout_sec = 30;
  });
  expect(judge(stack)).toMatchObject([{ code: 'serverless-backend-setting' }]);
});

test("a module's caller keeps its state", () => {
  const module = serving((json) => {
    delete json.provider;
    delete json.terraform.backend;
  });
  expect(judge(module)).toEqual([]);
});

test('a GPU that has all it needs passes', () => {
  const stack = serving((json) => {
    template(json).node_selector = { accelerator: 'nvidia-l4' };
    container(json).resources.limits = { cpu: '4', memory: '16Gi', 'nvidia.com/gpu': '1' };
  });
  expect(judge(stack)).toEqual([]);
});

test('every rule has a case that it must refuse, and every finding says how to mend it', () => {
  expect(RULES.map(({ id }) => id)).toEqual([...new Set(SPOILT.map(([rule]) => rule))].sort());
  const findings = SPOILT.flatMap(([, , spoil]) => judge(serving(spoil)));
  expect(findings.filter(({ path, message, mend }) => path === '' || message === '' || mend === '')).toEqual([]);
});
