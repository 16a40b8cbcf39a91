import { check } from '../blocks';
import { type Example, only } from '../example';
import { intent } from '../intent';

const fleet = { intent: intent({ prefer: 'quality', cells: ['aws:eu-west-1', 'aws:eu-central-1'] }) };

export const example: Example = {
  compliant: only({ Check: check('eu-west-1.example.com', { ResourcePath: '/health/preferred' }) }, fleet),
  broken: only({ Check: check('eu-west-1.example.com', { ResourcePath: '/health/serving' }) }, fleet),
};
