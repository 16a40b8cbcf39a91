import type { Problem } from '../../../lib/contract/problem';
import type { Stack } from '../stack/stack';
import type { StackJson } from '../stack/terraform-json';
import type { FoundTerraform } from './find-terraform';
import { offlineCopy, STATE_FILE, stateOf } from './offline-copy';
import type { Plan } from './plan';
import { type Ran, Workspace } from './workspace';

/** `terraform validate` of a stack exactly as it was synthesized. */
export function validateDns(terraform: FoundTerraform, stack: StackJson): Problem[] {
  return validated(new Workspace(terraform, stack));
}

/** The same, called as a module with `for_each`, which Terraform allows only to modules without provider blocks. */
export function validateAsModule(terraform: FoundTerraform, stack: StackJson): Problem[] {
  const caller = { module: { dns: { source: './dns', for_each: { only: 'one' } } } };
  return validated(new Workspace(terraform, caller, { 'dns/cdk.tf.json': JSON.stringify(stack) }));
}

function validated(workspace: Workspace): Problem[] {
  return refusal(
    inWorkspace(workspace, () => [() => workspace.init('-backend=false'), () => workspace.run('validate')]),
  );
}

/** `terraform plan` on an empty zone, `google-serving` being there as far as its outputs; or why there is no plan. */
export function planDns(terraform: FoundTerraform, dns: Stack, serving: Stack): { plan?: Plan; problems: Problem[] } {
  const workspace = new Workspace(terraform, offlineCopy(dns), { [STATE_FILE]: stateOf(serving) });
  const ran = inWorkspace(workspace, () => [
    () => workspace.init(),
    () => workspace.run('plan', '-input=false', '-refresh=false', '-lock=false', '-out=plan'),
    () => workspace.run('show', '-json', 'plan'),
  ]);
  return ran.ok ? { plan: JSON.parse(ran.output) as Plan, problems: [] } : { problems: refusal(ran) };
}

/** The last step's outcome, or the first that failed; the folder is gone afterwards. */
function inWorkspace(workspace: Workspace, steps: () => readonly (() => Ran)[]): Ran {
  try {
    let ran: Ran = { ok: true, output: '' };
    for (const step of steps()) if (ran.ok) ran = step();
    return ran;
  } finally {
    workspace.remove();
  }
}

function refusal({ ok, output }: Ran): Problem[] {
  if (ok) return [];
  return [{ code: 'terraform-refuses', path: 'google-dns', message: output, mend: 'mend what terraform names' }];
}
