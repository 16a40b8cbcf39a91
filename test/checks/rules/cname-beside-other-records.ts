import { address, record } from '../blocks';
import { type Example, only } from '../example';

const name = { Type: 'CNAME', TTL: '60', ResourceRecords: ['elsewhere.example.net'] };
export const example: Example = {
  compliant: only({ A: record('ai.example.com', address(1)), Www: record('www.example.com', name) }),
  broken: only({ A: record('ai.example.com', address(1)), Www: record('ai.example.com', name) }),
};
