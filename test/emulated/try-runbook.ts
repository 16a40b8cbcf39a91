/**
 * The runbook of the reference fleet tried against moto: its commands on AWS, word for word, and `understudy` where it does
 * the same: `npm run test:runbook`. Ends with 0, or with 1 if a row failed. moto and the AWS command line are installed by
 * pip into dist/ on the first run. Nothing here runs a function or answers DNS, so what follows from an act is not seen;
 * the rehearsal sees it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { readEstate } from '../../lib/estate/read-estate';
import { type AwsCellFacts, factsOf, type RunbookFacts } from '../../lib/operations/runbook/facts';
import { sectionsOf } from '../../lib/operations/runbook/sections';
import { NO_PYTHON, pythonTool } from '../lint-templates/python-tool';
import { runTool } from '../lint-templates/run-tool';
import { type Asker, found, startAsking } from './ask';
import { awsEnvironment } from './cdk';
import { synthesizeReference } from './declaration';
import { motoPython, startMoto } from './moto';
import { AWS_CLI } from './preflights';
import { exitStatus, type Row, row, table } from './rows';

const ROOT = join(__dirname, '../..');
const TSX = join(ROOT, 'node_modules/.bin/tsx');
const DIGEST = 'a'.repeat(64);

async function main(): Promise<void> {
  const python = motoPython();
  const cli = python === undefined ? undefined : pythonTool(AWS_CLI);
  if (python === undefined || cli === undefined) {
    const nothing: Row = { what: 'the runbook on moto', verdict: 'not run', detail: NO_PYTHON, problems: [] };
    process.stdout.write(`${table([nothing])}\n`);
    return;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'understudy-runbook-'));
  const moto = await startMoto(python, join(scratch, 'moto.log'));
  const env = awsEnvironment(moto.endpoint);
  const asker = startAsking(python, env);
  try {
    const regions = ['eu-central-1', 'eu-west-1', 'eu-west-3'];
    const fleet = synthesizeReference(scratch, 'first', { zoneId: 'Z0123456789ABCDEFGHIJ', regions });
    const facts = factsOf(readEstate([fleet.directory]));
    const path = `${dirname(cli)}${delimiter}${env.PATH}`;
    const trial = new RunbookTrial(facts, asker, { ...env, ...noGoogle(scratch), PATH: path }, fleet.file);
    const rows = await trial.run();
    process.stdout.write(`${table(rows)}\n`);
    process.exitCode = exitStatus(rows);
  } finally {
    asker.end();
    await moto.end();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Where there is a gcloud, it finds neither an account nor a service. */
function noGoogle(scratch: string): NodeJS.ProcessEnv {
  const nobody = 'http://127.0.0.1:9/';
  return {
    CLOUDSDK_CONFIG: join(scratch, 'gcloud'),
    CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE: nobody,
    CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER: nobody,
  };
}

class RunbookTrial {
  private readonly rows: Row[] = [];
  private readonly cells: readonly AwsCellFacts[];

  public constructor(
    private readonly facts: RunbookFacts,
    private readonly asker: Asker,
    private readonly env: NodeJS.ProcessEnv,
    private readonly config: string,
  ) {
    this.cells = facts.cells.filter((cell): cell is AwsCellFacts => cell.cloud === 'aws');
  }

  public async run(): Promise<readonly Row[]> {
    for (const cell of this.cells) await this.prepare(cell);
    await this.acts('evacuate', 'restore', 'switch/');
    await this.acts('rung', 'rung', 'rungs/');
    await this.keys();
    this.taken('redrive', 'StartMessageMoveTask');
    this.reads('see');
    this.reads('certificate');
    this.taken('load', 'GetAccountSettings');
    await this.understudy();
    const misspelt = this.refusedWords(
      this.commands('redrive').map((one) => one.replace('--source-arn', '--sourcearn')),
    );
    this.add('control: a misspelt argument is noticed', misspelt.length > 0 ? [] : ['it was taken']);
    const control = this.shell(this.commands('evacuate')[0]?.replace('-state-', '-missing-') ?? '');
    this.add('control: a command with a wrong bucket is noticed', control.status === 0 ? ['it succeeded'] : []);
    return this.rows;
  }

  /** What a deployment leaves behind, by the names that the runbook calls it. */
  private async prepare({ cell, region, bucket, keysSecret, queues }: AwsCellFacts): Promise<void> {
    const ask = this.asker.in(region);
    await ask('s3', 'CreateBucket', { Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region } });
    const state = { version: 1, cell, at: new Date().toISOString(), periodSeconds: 600, serving: 'good' };
    const Body = JSON.stringify({ ...state, preferred: 'good', servingTier: 1, evidence: [], writer: 'prober' });
    await ask('s3', 'PutObject', { Bucket: bucket, Key: `health/${cell}.json`, Body });
    await ask('secretsmanager', 'CreateSecret', {
      Name: keysSecret,
      SecretString: JSON.stringify({ digests: [DIGEST] }),
    });
    for (const { queue, deadLetters } of queues) {
      await ask('sqs', 'CreateQueue', { QueueName: deadLetters });
      const target = `arn:aws:sqs:${region}:${this.cells[0]?.account}:${deadLetters}`;
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: target, maxReceiveCount: 5 });
      const made = await ask('sqs', 'CreateQueue', { QueueName: queue, Attributes: { RedrivePolicy } });
      // What moto moves back is what it moved away: a message that was received too often.
      await ask('sqs', 'SendMessage', { QueueUrl: made.QueueUrl.replace(queue, deadLetters), MessageBody: 'job' });
    }
  }

  /** Every object that one section puts is there then, and gone after another's deletions. */
  private async acts(putting: 'evacuate' | 'rung', deleting: 'restore' | 'rung', prefix: string): Promise<void> {
    const puts = this.commands(putting).filter((one) => one.includes('put-object'));
    const deletes = this.commands(deleting).filter((one) => one.includes('delete-object'));
    const problems = [...(puts.length === 0 ? ['there is no such command'] : []), ...this.failures(puts)];
    const there = await this.objects(prefix);
    if (there.length !== puts.length) problems.push(`${puts.length} commands put ${there.length} objects`);
    problems.push(...this.failures(deletes), ...(await this.objects(prefix)).map((key) => `${key} is still there`));
    this.add(`${putting}: put and taken away, in ${puts.length} buckets`, problems);
  }

  private async objects(prefix: string): Promise<string[]> {
    const listed = await Promise.all(
      this.cells.map(({ region, bucket }) =>
        this.asker.in(region)('s3', 'ListObjectsV2', { Bucket: bucket, Prefix: prefix }),
      ),
    );
    return listed.flatMap(({ Contents = [] }) => Contents.map(({ Key }: { Key: string }) => Key));
  }

  private async keys(): Promise<void> {
    const reading = this.commands('keys').filter((one) => one.startsWith('aws '));
    const problems = reading.flatMap((command) => {
      const { status, stdout, stderr } = this.shell(command);
      return status === 0 && stdout.includes(DIGEST) ? [] : [`${command}: ${stderr || stdout}`];
    });
    this.add(`keys: what each of ${reading.length} cells holds`, problems);
  }

  private reads(section: 'see' | 'certificate'): void {
    const reading = this.commands(section).filter((one) => one.startsWith('aws '));
    this.add(`${section}: ${reading.length} commands answer`, this.failures(reading));
  }

  /** What no moto serves, 5.2.5 included: the command line alone says whether it knows the command and takes its arguments. */
  private taken(section: 'redrive' | 'load', action: string): void {
    const commands = this.commands(section);
    const problems = commands.length === 0 ? ['there is no such command'] : this.refusedWords(commands);
    const detail = `moto has no ${action}: nothing was done`;
    this.add(`${section}: the AWS command line takes ${commands.length} commands`, problems, detail);
  }

  private refusedWords(commands: readonly string[]): string[] {
    return this.failures(commands.map((one) => `${one} --generate-cli-skeleton output`));
  }

  /** The same by our own command, against the same services; of Google nobody knows here. */
  private async understudy(): Promise<void> {
    const own = (...args: string[]) =>
      runTool(TSX, [join(ROOT, 'bin/understudy.ts'), ...args, '--config', this.config], 120, this.env);
    const [, target] = this.cells;
    const cell = target?.cell ?? '';
    const left = own('evacuate', cell, '--reason', 'a trial', '--json');
    const there = await this.objects('switch/');
    this.add('understudy evacuate puts the order', [
      ...(left.status === 0 ? [] : [left.stderr || left.stdout]),
      ...(there.length === 1 ? [] : [`there are ${there.length}`]),
    ]);
    const seen = own('status');
    const saw = seen.status === 1 && seen.stdout.includes('evacuated by') && seen.stdout.includes('a trial');
    this.add('understudy status sees it', saw ? [] : [seen.stdout + seen.stderr]);
    const back = own('restore', cell);
    const gone = (await this.objects('switch/')).length === 0;
    this.add('understudy restore takes it away', back.status === 0 && gone ? [] : [back.stdout + back.stderr]);

    const rotated = own('keys', 'rotate', DIGEST.slice(0, 12), '--force', '--json');
    const digest = JSON.parse(rotated.stdout || '{}').digest as string | undefined;
    const held = await Promise.all(
      this.cells.map(async ({ region, keysSecret }) => {
        const read = this.asker.in(region)('secretsmanager', 'GetSecretValue', { SecretId: keysSecret });
        return JSON.parse((await found(read))?.SecretString ?? '{}').digests as string[] | undefined;
      }),
    );
    const both = digest !== undefined && held.every((one) => one?.join() === [DIGEST, digest].join());
    this.add(
      'understudy keys rotate gives every Region a second digest',
      both ? [] : [rotated.stdout + rotated.stderr],
    );
  }

  private commands(anchor: string): string[] {
    const found = sectionsOf(this.facts).filter((one) => one.anchor === anchor);
    return found.flatMap(({ steps }) =>
      steps.flatMap(({ commands }) => commands.filter((one) => one.startsWith('aws '))),
    );
  }

  private failures(commands: readonly string[]): string[] {
    return commands.flatMap((command) => {
      const { status, stderr } = this.shell(command);
      return status === 0 ? [] : [`${command}: ${stderr.trim()}`];
    });
  }

  private shell(command: string) {
    return runTool('sh', ['-c', command], 60, this.env);
  }

  private add(what: string, problems: readonly string[], detail?: string): void {
    process.stderr.write(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${what}\n`);
    this.rows.push(row(what, problems, detail));
  }
}

process.once('SIGTERM', () => process.exit(143));
main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
