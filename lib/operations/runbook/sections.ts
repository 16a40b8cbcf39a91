import type { RunbookFacts } from './facts';
import type { Section } from './section';
import { certificate } from './sections/certificate';
import { deploy } from './sections/deploy';
import { failBack } from './sections/fail-back';
import { keys } from './sections/keys';
import { load } from './sections/load';
import { redrive } from './sections/redrive';
import { rollBack } from './sections/roll-back';
import { rung } from './sections/rung';
import { see } from './sections/see';
import { evacuate, restore } from './sections/switches';

export function sectionsOf(facts: RunbookFacts): readonly Section[] {
  return [see, evacuate, restore, failBack, rung, keys, redrive, deploy, rollBack, load, certificate].map((make) =>
    make(facts),
  );
}
