import { type Example, only } from '../example';
import { intent, OPEN_WEIGHTS, SCRIPT } from '../intent';

const first = {
  ...OPEN_WEIGHTS,
  name: 'large',
  tier: 1,
  on: { aws: { ...OPEN_WEIGHTS.on.aws, url: 'https://models.example.com/v1' } },
} as const;
const estate = (url: string) => {
  const second = { ...OPEN_WEIGHTS, on: { aws: { ...OPEN_WEIGHTS.on.aws, url } } };
  return only({}, { intent: intent({ ladder: [first, second, SCRIPT] }) });
};

export const example: Example = {
  compliant: estate('https://llm.example.net/v1'),
  broken: estate('https://models.example.com/v1'),
};
