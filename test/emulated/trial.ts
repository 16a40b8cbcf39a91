import { join } from 'node:path';
import type { Ended } from '../lint-templates/run-tool';
import type { Answer, Asker } from './ask';
import type { SynthesizedStack } from './assembly';
import { type Cdk, cdkAgainst } from './cdk';
import { firstOf, spoilt } from './controls';
import { ACCOUNT, type Assembly, referenceRegions, referenceZone, synthesizeReference } from './declaration';
import { emulatedPreflight, unexpected } from './preflights';
import { type ReadBack, readBack, staleUnseen } from './read-back';
import { recordsIn } from './readers/route53';
import { type Row, row } from './rows';

const RECORD = 'AWS::Route53::RecordSet';
const QUEUE = 'AWS::SQS::Queue';
const CHECK = 'AWS::Route53::HealthCheck';

/** Deploys the reference fleet to moto as a team would, in steps, and says of each what came out. */
export class Trial {
  private readonly rows: Row[] = [];
  private readonly cdk: Cdk;
  private zoneId = '';
  /** Over the whole trial: a fleet of two Regions declares what one of three does not. */
  private readonly looked: SynthesizedStack[] = [];
  private readonly unseenMet: string[] = [];

  public constructor(
    private readonly scratch: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly asker: Asker,
    private readonly say: (line: string) => void,
  ) {
    this.cdk = cdkAgainst(env, join(scratch, 'cdk-own'));
  }

  /** Every step, in order; the first that cannot go on is the last row. */
  public async run(): Promise<readonly Row[]> {
    try {
      await this.steps();
    } catch (error) {
      this.add('the trial came to its end', [error instanceof Error ? `${error.stack}` : String(error)]);
    }
    return this.rows;
  }

  private async steps(): Promise<void> {
    const [door, second, third] = referenceRegions() as [string, string, string];
    const zone = await this.ask(door)('route53', 'CreateHostedZone', {
      Name: referenceZone(),
      CallerReference: 'trial',
    });
    this.zoneId = zone.HostedZone.Id.split('/').at(-1);
    const fleet = synthesizeReference(this.scratch, 'first', { zoneId: this.zoneId, regions: [second, door] });
    const ready = {
      'aws-account': 'pass',
      'hosted-zone': 'pass',
      'certificate-authority': 'pass',
      'names-taken': 'pass',
      'jobs-table': 'pass',
    } as const;
    await this.preflight('preflight before all: what is missing fails', fleet, {
      ...ready,
      'cdk-bootstrap': 'fail',
      'provider-secrets': 'fail',
    });
    this.add('bootstrapped by the CDK command line', failing(this.cdk.bootstrap(ACCOUNT, [door, second, third])));
    for (const region of [door, second]) {
      await this.ask(region)('secretsmanager', 'CreateSecret', { Name: 'understudy/llm', SecretString: 'emulated' });
    }
    const passing = { ...ready, 'cdk-bootstrap': 'pass', 'provider-secrets': 'pass' } as const;
    await this.preflight('preflight once it is there: it passes', fleet, passing);
    await this.wrongOrder(fleet, door);
    this.add(`deployed: ${names(fleet)}`, failing(this.cdk.deploy(fleet.directory)));
    await this.holds('read back, resource by resource', fleet);
    await this.preflight('preflight of a deployed fleet: its names are its own', fleet, { 'names-taken': 'pass' });
    await this.again(fleet);

    // The table stays where it is, witness and all: no other thing is allowed to it.
    const ledgerRegions = [second, door];
    const changed = { zoneId: this.zoneId, regions: [second, door, third], ledgerRegions, longerDeadline: 10 };
    const larger = synthesizeReference(this.scratch, 'second', changed);
    const before = await this.lasting(fleet);
    this.add('updated: longer deadlines, one Region more', failing(this.cdk.deploy(larger.directory)));
    await this.holds('read back after the update', larger);
    this.add('nothing that holds data or a name was replaced', await this.replaced(before), `${before.size} resources`);

    const left = await this.removed(larger, third);
    this.add('what nobody can see is declared, and not carried', staleUnseen(this.looked, this.unseenMet));
    await this.controls(left);
  }

  private ask(region: string) {
    return this.asker.in(region);
  }

  private add(what: string, problems: readonly string[], detail = ''): void {
    this.rows.push(row(what, problems, detail));
    this.say(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${what}${detail === '' ? '' : ` (${detail})`}`);
  }

  private async preflight(what: string, { file }: Assembly, verdicts: Parameters<typeof unexpected>[1]): Promise<void> {
    const findings = await emulatedPreflight(file, this.env, this.ask('us-east-1'));
    const undecided = new Set(findings.filter(({ verdict }) => verdict === 'unknown').map(({ check }) => check));
    const detail = `${findings.length} findings${undecided.size > 0 ? `; moto cannot answer ${[...undecided].join(', ')}` : ''}`;
    this.add(what, unexpected(findings, verdicts), detail);
  }

  /** Route 53 refuses an alias without its target: the front door cannot come first. */
  private async wrongOrder(fleet: Assembly, region: string): Promise<void> {
    const door = doorOf(fleet);
    const { status, stderr } = this.cdk.deploy(fleet.directory, door.path);
    const refused = status !== 0 && stderr.includes('alias');
    this.add(
      'control: the front door before any Region is refused',
      refused ? [] : [`ended with ${status}: ${stderr}`],
    );
    await this.unprotect(door);
    await this.ask(region)('cloudformation', 'DeleteStack', { StackName: door.name });
  }

  private async unprotect({ name: StackName, region }: SynthesizedStack): Promise<void> {
    const protection = { StackName, EnableTerminationProtection: false };
    await this.ask(region)('cloudformation', 'UpdateTerminationProtection', protection);
  }

  private async again(fleet: Assembly): Promise<void> {
    const ended = this.cdk.deploy(fleet.directory);
    const unchanged = `${ended.stdout}${ended.stderr}`.split('(no changes)').length - 1;
    const problems = failing(ended);
    if (unchanged !== fleet.stacks.length)
      problems.push(`${unchanged} of ${fleet.stacks.length} stacks had no changes`);
    this.add('deployed again: no stack changes', problems);
  }

  private async holds(what: string, { stacks }: Assembly): Promise<void> {
    const results: ReadBack[] = [];
    for (const stack of stacks) results.push(await readBack(stack, this.ask(stack.region)));
    this.looked.push(...stacks);
    this.unseenMet.push(...results.flatMap(({ unseenMet }) => unseenMet));
    const problems = [...results.flatMap((one) => one.problems), ...(await this.strayRecords(stacks))];
    const sum = (of: (one: ReadBack) => number) => results.reduce((total, one) => total + of(one), 0);
    const missing = sum(({ notEmulated }) => Object.values(notEmulated).reduce((total, one) => total + one, 0));
    const measure = `${sum(({ held }) => held)} resources, ${sum(({ compared }) => compared)} properties; ${missing} resources not emulated`;
    this.add(what, problems, measure);
  }

  /** Records of the zone that no template declares. */
  private async strayRecords(stacks: readonly SynthesizedStack[]): Promise<string[]> {
    const key = ({ Name, Type, SetIdentifier }: Answer) => [Name, Type, SetIdentifier].join(' ');
    const declared = stacks
      .flatMap(({ resources }) => Object.values(resources))
      .filter(({ Type }) => Type === RECORD)
      .map(({ Properties }) => key(Properties ?? {}));
    const there = (await recordsIn(this.ask('us-east-1'), this.zoneId)).filter(
      ({ Type }) => !['NS', 'SOA'].includes(Type),
    );
    return there
      .map(key)
      .filter((one) => !declared.includes(one))
      .map((one) => `stray-record: ${one} is declared nowhere`);
  }

  /** Physical ids of what must not be replaced: what holds data, and what names and checks refer to. */
  private async lasting({ stacks }: Assembly): Promise<Map<string, string>> {
    const all: [string, string][] = [];
    for (const { name, region, resources } of stacks) {
      const { StackResourceSummaries } = await this.ask(region)('cloudformation', 'ListStackResources', {
        StackName: name,
      });
      for (const { LogicalResourceId: id, PhysicalResourceId } of StackResourceSummaries) {
        const { Type = '', DeletionPolicy } = resources[id] ?? {};
        // Of a function's versions each release makes a new one; those before are kept, and lead nowhere.
        if (Type === 'AWS::Lambda::Version') continue;
        if (DeletionPolicy !== undefined || Type === CHECK || Type === RECORD)
          all.push([`${region} ${name} ${id}`, PhysicalResourceId]);
      }
    }
    return new Map(all);
  }

  private async replaced(before: ReadonlyMap<string, string>): Promise<string[]> {
    const problems: string[] = [];
    for (const [place, was] of before) {
      const [region, name, id] = place.split(' ') as [string, string, string];
      const { StackResourceSummaries } = await this.ask(region)('cloudformation', 'ListStackResources', {
        StackName: name,
      });
      const is = StackResourceSummaries.find(
        ({ LogicalResourceId }: Answer) => LogicalResourceId === id,
      )?.PhysicalResourceId;
      if (is !== was) problems.push(`${name}/${id} was ${was} and is ${is}`);
    }
    return problems;
  }

  private async removed(fleet: Assembly, region: string): Promise<Assembly> {
    const gone = fleet.stacks.find((stack) => stack.region === region) as SynthesizedStack;
    const ask = this.ask(region);
    const refused = this.cdk.destroy(fleet.directory, gone.path);
    this.add(
      'control: a cell is protected from removal',
      refused.status !== 0 && refused.stderr.includes('TerminationProtection') ? [] : [`ended with ${refused.status}`],
    );
    await this.unprotect(gone);
    const kept = Object.entries(gone.resources).filter(
      ([, { DeletionPolicy, Type }]) => DeletionPolicy !== undefined && Type === QUEUE,
    );
    this.add(`removed: ${gone.name}`, failing(this.cdk.destroy(fleet.directory, gone.path)));
    const queues = await ask('sqs', 'ListQueues');
    const problems = kept
      .map(([, { Properties }]) => Properties?.QueueName as string)
      .filter((name) => !queues.QueueUrls?.some((url: string) => url.endsWith(`/${name}`)))
      .map((name) => `the queue ${name} went with its stack`);
    this.add('its queues are kept', problems, `${kept.length} queues`);
    const left = { ...fleet, stacks: fleet.stacks.filter((stack) => stack !== gone) };
    await this.holds('read back after the removal: the others are whole', left);
    return left;
  }

  /** What must be noticed, or nothing above says anything. */
  private async controls({ directory, stacks }: Assembly): Promise<void> {
    const cell = stacks.find((stack) => typesIn(stack).has(QUEUE)) as SynthesizedStack;
    const ask = this.ask(cell.region);
    const check = firstOf(cell, CHECK, ({ Properties }) => Properties?.HealthCheckConfig.RequestInterval !== undefined);
    const broken = spoilt(directory, join(this.scratch, 'broken'), cell.name, (resources) => {
      const config = resources[check]?.Properties?.HealthCheckConfig;
      config.RequestIntervall = config.RequestInterval;
    });
    const { status, stderr } = this.cdk.deploy(broken, cell.path);
    const refused = status !== 0 && stderr.includes('RequestIntervall');
    this.add(
      'control: a template with a misspelt argument is refused',
      refused ? [] : [`ended with ${status}: ${stderr}`],
    );

    const redriven = firstOf(cell, QUEUE, ({ Properties }) => Properties?.RedrivePolicy !== undefined);
    const lost = firstOf(cell, CHECK, ({ Properties }) => Properties?.HealthCheckConfig.Type === 'CALCULATED');
    const id = async (name: string) => {
      const { StackResources } = await ask('cloudformation', 'DescribeStackResources', {
        StackName: cell.name,
        LogicalResourceId: name,
      });
      return StackResources[0].PhysicalResourceId;
    };
    await ask('sqs', 'SetQueueAttributes', { QueueUrl: await id(redriven), Attributes: { RedrivePolicy: '' } });
    await ask('route53', 'DeleteHealthCheck', { HealthCheckId: await id(lost) });
    const { problems } = await readBack(cell, ask);
    const noticed = (name: string, what: string) =>
      problems.some((one) => one.includes(`/${name} `) && one.includes(what));
    this.add(
      'control: a redrive policy that was lost is noticed',
      noticed(redriven, 'differs: RedrivePolicy') ? [] : ['it was not'],
    );
    this.add('control: a health check that is missing is noticed', noticed(lost, 'not-there') ? [] : ['it was not']);
  }
}

const typesIn = ({ resources }: SynthesizedStack) => new Set(Object.values(resources).map(({ Type }) => Type));

/** The stack with records and without checks. */
const doorOf = ({ stacks }: Assembly) =>
  stacks.find((stack) => typesIn(stack).has(RECORD) && !typesIn(stack).has(CHECK)) as SynthesizedStack;

const names = ({ stacks }: Assembly) => stacks.map(({ name }) => name).join(', ');

function failing({ status, stdout, stderr }: Ended): string[] {
  return status === 0 ? [] : [`ended with ${status}\n${stdout.slice(-3000)}\n${stderr.slice(-3000)}`];
}
