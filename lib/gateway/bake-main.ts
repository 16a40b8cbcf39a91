/** The entry of `bake.js`: a BakeRequest on standard input, a BakeResult on standard output; status 2 for problems. */
import { readFileSync } from 'node:fs';
import type { BakeRequest } from '../contract/bake-request';
import { bake } from './bake';

const request = JSON.parse(readFileSync(0, 'utf8')) as BakeRequest;
const result = bake(request, __dirname);
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exitCode = result.problems.length === 0 ? 0 : 2;
