/** cdk-nag judges constructs: the templates are put under an app, which is synthesized with its pack. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';

const outdir = mkdtempSync(join(tmpdir(), 'bench-nag-'));
const app = new App({ outdir, analyticsReporting: false });
for (const [index, templateFile] of process.argv.slice(2).entries()) {
  const stack = new Stack(app, `Stack${index}`, { env: { account: '111122223333', region: 'eu-west-1' } });
  new CfnInclude(stack, 'Template', { templateFile });
}
new AwsSolutionsChecks(app).validateScope(app);
rmSync(outdir, { recursive: true, force: true });
