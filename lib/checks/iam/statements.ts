import { Unknown, type Value } from '../../estate/value';
import type { Reader } from '../../estate/views/reader';

/** One statement of a policy document. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly (string | Unknown)[];
  readonly resources: readonly Value[];
  /** By operator, then by key. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, Value>>>>;
}

/** The statements of a policy document; one that is not known is Unknown. */
export function statementsOf(document: Reader): readonly (Statement | Unknown)[] {
  // A single statement may stand without the list around it.
  const statements = document.blocks('Statement');
  if (statements instanceof Unknown) return [statements];
  return statements.map((statement) => (statement instanceof Unknown ? statement : statementOf(statement)));
}

function statementOf(statement: Reader): Statement | Unknown {
  const effect = statement.text('Effect') ?? 'Allow';
  const condition = statement.section('Condition');
  if (effect instanceof Unknown) return effect;
  if (condition instanceof Unknown) return condition;
  const actions = listOf(statement.value('Action'));
  // All but the named ones may be anything.
  return {
    effect,
    actions: statement.value('NotAction') === undefined ? actions.map(textOf) : ['*'],
    resources: statement.value('NotResource') === undefined ? listOf(statement.value('Resource')) : ['*'],
    conditions: (condition?.object ?? {}) as Statement['conditions'],
  };
}

function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as Value];
}

function textOf(value: Value): string | Unknown {
  if (typeof value === 'string') return value;
  return value instanceof Unknown ? value : new Unknown('the action is no text', { file: '', path: '' });
}

/** `dynamodb:*` takes in `dynamodb:PutItem`; without regard to case, as IAM compares. */
export function takesIn(pattern: string, action: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(action);
}
