import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib/core';
import { check } from '../../lib/checks/check';
import { CDK_ESTATES, type CdkEstate } from './cdk-estates';
import { written } from './example';
import { TERRAFORM_ESTATES } from './terraform-estates';

function found(paths: readonly string[]): string[] {
  const { findings } = check({ paths, asked: { survive: [] }, rules: [], only: [], skip: [] });
  return [...new Set(findings.map(({ rule }) => rule.id))].sort();
}

describe.each(Object.entries(TERRAFORM_ESTATES))('Terraform: %s', (_, { finds, broken, sound }) => {
  test('is found by just these rules', () => {
    expect(written(broken, found)).toEqual([...finds].sort());
  });

  test('is not found where it is mended', () => {
    expect(written(sound, found)).toEqual([]);
  });
});

function synthesized({ build }: CdkEstate, broken: boolean): string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'understudy-cdk-estate-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const env = { account: '111122223333', region: 'eu-west-1' };
    build(new Stack(app, 'Stack', { env, terminationProtection: true }), broken);
    app.synth();
    return found([outdir]);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

describe.each(Object.entries(CDK_ESTATES))('CDK: %s', (_, estate) => {
  test('is found by just these rules', () => {
    expect(synthesized(estate, true)).toEqual([...estate.finds].sort());
  });

  test('is not found where it is mended', () => {
    expect(synthesized(estate, false)).toEqual([]);
  });
});
