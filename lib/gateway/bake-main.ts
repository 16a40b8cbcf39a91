/** What `bake.js` exports: a `Bake` with the bundles that lie beside it. */
import type { Bake } from '../contract/bake-request';
import { bake as bakeFrom } from './bake';

export const bake: Bake = (request) => bakeFrom(request, __dirname);
