/** The variable with what a service's process is told of its `Surroundings`, as JSON; gone before its program begins. */
export const SURROUNDINGS = 'REHEARSAL_SURROUNDINGS';
