/**
 * Loaded before the program of a service (`node --require`), which knows nothing of who started it: the process ends
 * when its parent is gone, and tells it when it runs late.
 */
import { tellOfLateness } from '../lateness';

process.on('disconnect', () => process.exit(0));
// Listening to the parent is no work of the program's: without it, it ends as it would.
process.channel?.unref();
tellOfLateness();
