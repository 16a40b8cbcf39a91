import type { Format } from './format';
import { github } from './github';
import { gitlab } from './gitlab';
import { json } from './json';
import { junit } from './junit';
import { sarif } from './sarif';
import { text } from './text';

export const FORMATS = { text, json, sarif, junit, github, gitlab } as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
