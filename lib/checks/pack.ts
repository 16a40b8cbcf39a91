import type { Rule } from './rule';
import { queueWithoutDeadLetters } from './rules/queue-without-dead-letters';
import { suppressionWithoutEffect } from './rules/suppression-without-effect';
import { suppressionWithoutReason } from './rules/suppression-without-reason';

/** The rules, in the order in which they are told. */
export const RULES: readonly Rule[] = [queueWithoutDeadLetters, suppressionWithoutEffect, suppressionWithoutReason];
