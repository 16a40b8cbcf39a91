import { join } from 'node:path';

/** Stands in for `lib/bundle/baked-gateway` in tests that do not care what is in the bundle. */
export const bakedGateway = () => join(__dirname, 'fixtures', 'baked');
