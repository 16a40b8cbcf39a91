import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { version as cdkVersion } from 'aws-cdk-lib/package.json';
import { version as nagVersion } from 'cdk-nag/package.json';
import { buildApp } from '../../bin/build-app';
import cdkJson from '../../cdk.json';
import { loadServingFile } from '../../lib/topology/load';
import { BROKEN_RULES, brokenStack, invalidApp } from './broken';
import { refusedSynth, validatedSynth } from './cdk-validation';
import { type Declared, OWN_SERVERS, REFERENCE } from './declared';
import { FILE_TOOLS, writeBroken } from './file-tools';
import type { Finding } from './finding';
import { googleVerdicts } from './google';
import { nag } from './nag';
import { NO_PYTHON } from './python-tool';
import { byBindings } from './seeded/bindings';
import { judgeSeeded, type Looked, type Seeded } from './seeded/judge';
import { spoil } from './seeded/spoil';
import { judge, notRun, type Verdict } from './verdict';

export interface Linted {
  readonly verdicts: readonly Verdict[];
  readonly seeded: readonly Seeded[];
}

const JUDGED = [REFERENCE, OWN_SERVERS];

/**
 * Asks every tool about the reference fleet and one with own compute, about what is broken on purpose, and about a copy of
 * the first with seeded defects.
 */
export function lint(scratch: string): Linted {
  const validated = JUDGED.flatMap(validatedSynth);
  const refused = refusedSynth(invalidApp(join(scratch, 'refused')));

  const clean = REFERENCE.synthesized;
  const spoilt = { assembly: join(scratch, 'seeded/cdk.out'), terraform: join(scratch, 'seeded/cdktf.out') };
  const places = spoil(clean, spoilt);
  const broken = writeBroken(join(scratch, 'broken'));
  const looked: Looked[] = [
    { tool: 'google bindings', clean: byBindings(clean.terraform), spoilt: byBindings(spoilt.terraform) },
  ];
  const byFiles = FILE_TOOLS.map(({ tool, version, unseen, ready }) => {
    const run = ready();
    if (run === undefined) return notRun({ tool, version, unseen: NO_PYTHON });
    const findings = run(clean);
    looked.push({ tool, clean: findings, spoilt: run(spoilt) });
    const all = [...findings, ...run(OWN_SERVERS.synthesized)];
    return judge({ tool, version, unseen }, all, BROKEN_RULES[tool], run(broken));
  });
  return {
    verdicts: [byCdk(validated, refused), byNag(), ...byFiles, ...googleVerdicts(loadServingFile(REFERENCE.file))],
    seeded: judgeSeeded(places, looked),
  };
}

function byCdk(validated: readonly Finding[], refused: readonly Finding[]): Verdict {
  const unseen = 'values of another resource; what a service refuses when it is called';
  return judge({ tool: 'aws-cdk-lib', version: cdkVersion, unseen }, validated, BROKEN_RULES['aws-cdk-lib'], refused);
}

function byNag(): Verdict {
  const unseen = 'templates that were changed after synth; failover';
  const findings = JUDGED.flatMap((one) => nag(appOf(one)));
  return judge({ tool: 'cdk-nag', version: nagVersion, unseen }, findings, BROKEN_RULES['cdk-nag'], nag(brokenStack()));
}

function appOf({ file }: Declared): App {
  const app = new App({ autoSynth: false, context: cdkJson.context });
  buildApp(app, loadServingFile(file));
  return app;
}
