/**
 * Loaded before the program of a service (`node --require`), which knows nothing of who started it: the process ends
 * when its parent is gone, and tells it when it runs late.
 */
import { leadTo } from '../functions/own-names';
import type { Surroundings } from '../functions/protocol';
import { liveBy } from '../functions/service-clock';
import { tellOfLateness } from '../lateness';
import { SURROUNDINGS } from './surroundings';

process.on('disconnect', () => process.exit(0));
// Listening to the parent is no work of the program's: without it, it ends as it would.
process.channel?.unref();
// By this machine's clock, whatever the program is told of time.
tellOfLateness();

// Before the program's code, which may keep what it finds.
const { clock, names } = JSON.parse(process.env[SURROUNDINGS] ?? '{}') as Surroundings;
delete process.env[SURROUNDINGS];
if (clock !== undefined) liveBy(clock);
if (names !== undefined) leadTo(names);
