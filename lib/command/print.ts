/** Where a command's result goes: standard output, or a test's list. */
export type Print = (text: string) => void;
