import type { Format } from './format';
import { text } from './text';

export const FORMATS = { text } as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
