/**
 * Loaded before the program of a service (`node --require`), which knows nothing of who started it: the process ends
 * when its parent is gone.
 */
process.on('disconnect', () => process.exit(0));
// Listening to the parent is no work of the program's: without it, it ends as it would.
process.channel?.unref();
// Ctrl-C reaches the whole process group; who stops this process is the rehearsal.
process.on('SIGINT', () => {});
