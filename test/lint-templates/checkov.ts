import { basename } from 'node:path';
import type { Finding } from './finding';
import { runTool } from './run-tool';

interface Report {
  readonly results: { readonly failed_checks: readonly Failed[] };
  readonly summary: { readonly parsing_errors: number; readonly resource_count: number };
}

interface Failed {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  /** `AWS::SQS::Queue.JobsQueue24944186` */
  readonly resource: string;
  readonly check_result: { readonly evaluated_keys: readonly string[] };
}

/** checkov writes the path of the template beside what it reads, and then takes long enough a path for a secret. */
const OWN_PATH = 'Properties/Environment/Variables/__file__';

/** What checkov says of an assembly's templates. @throws Error if it could not read one, or saw no resource at all */
export function checkov(program: string, directory: string): Finding[] {
  const options = [
    '--framework',
    'cloudformation',
    '--directory',
    directory,
    '--compact',
    '--quiet',
    '--skip-download',
  ];
  const { status, stdout, stderr } = runTool(program, [...options, '--output', 'json'], 180);
  if (status > 1) throw new Error(`checkov ended with ${status}\n${stderr}`);
  const { results, summary } = JSON.parse(stdout) as Partial<Report>;
  if (results === undefined || summary === undefined || summary.parsing_errors > 0 || summary.resource_count === 0) {
    throw new Error(`checkov did not read all templates\n${stdout.slice(0, 2000)}`);
  }
  const ours = results.failed_checks.filter(({ check_result }) => !check_result.evaluated_keys.includes(OWN_PATH));
  return ours.map(({ check_id: rule, check_name: message, file_path, resource }) => {
    const [type, id] = resource.split('.') as [string, string | undefined];
    return { tool: 'checkov', rule, type, place: `${basename(file_path)}#${id ?? ''}`, message };
  });
}
