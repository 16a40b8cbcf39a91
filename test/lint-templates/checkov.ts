import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Finding } from './finding';
import { runTool } from './run-tool';

interface Report {
  readonly results: { readonly failed_checks: readonly Failed[] };
  readonly summary: { readonly passed: number; readonly failed: number; readonly parsing_errors: number };
}

interface Failed {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  /** `AWS::SQS::Queue.JobsQueue24944186`; of Terraform `resource.NAME` or `google_storage_bucket.NAME` */
  readonly resource: string;
  readonly check_result: { readonly evaluated_keys?: readonly string[] };
}

/** checkov writes the path of the template beside what it reads, and then takes long enough a path for a secret. */
const OWN_PATH = 'Properties/Environment/Variables/__file__';

/** What checkov says of an assembly's templates. @throws Error if it could not read one, or saw no resource at all */
export function checkov(program: string, directory: string): Finding[] {
  return failedIn(run(program, 'cloudformation', directory)).map(({ check_id, check_name, file_path, resource }) => {
    const [type, id] = resource.split('.') as [string, string | undefined];
    const place = `${basename(file_path)}#${id ?? ''}`;
    return { tool: 'checkov', rule: check_id, type, place, message: check_name };
  });
}

/** The same of Terraform's JSON. @param directory of which each folder is a stack, with its `cdk.tf.json` */
export function checkovTerraform(program: string, directory: string): Finding[] {
  return failedIn(run(program, 'terraform_json', directory)).map(({ check_id, check_name, file_path, resource }) => {
    const name = resource.split('.').at(-1) as string;
    const type = typeOf(join(directory, file_path), name);
    const place = `${file_path.replace(/^\//, '')}#${name}`;
    return { tool: 'checkov, Terraform', rule: check_id, type, place, message: check_name };
  });
}

function run(program: string, framework: string, directory: string): Report {
  const options = ['--framework', framework, '--directory', directory, '--compact', '--quiet', '--skip-download'];
  const { status, stdout, stderr } = runTool(program, [...options, '--output', 'json'], 180);
  if (status > 1) throw new Error(`checkov ended with ${status}\n${stderr}`);
  const { results, summary } = JSON.parse(stdout) as Partial<Report>;
  // Its own count of resources stays 0 for Terraform's JSON; a check that passed or failed was made of something.
  const seen = (summary?.passed ?? 0) + (summary?.failed ?? 0);
  if (results === undefined || summary === undefined || summary.parsing_errors > 0 || seen === 0) {
    throw new Error(`checkov did not read all of ${directory}\n${stdout.slice(0, 2000)}`);
  }
  return { results, summary };
}

function failedIn({ results }: Report): readonly Failed[] {
  return results.failed_checks.filter(({ check_result }) => !check_result.evaluated_keys?.includes(OWN_PATH));
}

/** checkov tells the name of a Terraform resource, and of most not their type. */
function typeOf(file: string, name: string): string {
  const { resource = {} } = JSON.parse(readFileSync(file, 'utf8')) as { resource?: Record<string, object> };
  return Object.entries(resource).find(([, named]) => name in named)?.[0] ?? '-';
}
