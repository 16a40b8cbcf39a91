import { appended } from '../fixture';
import type { Case } from './case';

export const OBJECTIVES: readonly Case[] = [
  {
    code: 'objective-unreachable',
    edits: [appended('objectives: { recovery: 142s }')],
    path: 'objectives.recovery',
    on: 'objectives',
    mend: /150s/,
  },
  {
    code: 'objective-unreachable',
    edits: [appended('objectives: { survive: [any-cloud] }')],
    path: 'objectives.survive[0]',
    on: 'objectives',
  },
  {
    code: 'objective-unreachable',
    edits: [appended('objectives: { survive: [any-cell] }'), ['    - eu-west-1\n', ''], ['aws:eu-west-1, ', '']],
    path: 'objectives.survive[0]',
    on: 'objectives',
  },
  {
    code: 'objective-unreachable',
    edits: [appended('objectives: { survive: [any-provider] }'), ['chat: {}', 'chat: { floor: 1 }']],
    path: 'objectives.survive[0]',
    on: 'objectives',
  },
];
