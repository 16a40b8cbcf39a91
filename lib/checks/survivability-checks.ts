import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type {
  Duration,
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyViolation,
} from 'aws-cdk-lib/core';
import { check } from './check';
import { chosenRules } from './chosen-rules';
import type { Finding } from './finding';
import { sentenceOf } from './formats/place';
import { RULES } from './pack';
import { surviveOf } from './survive';

/** What is asked of the app, where its constructs do not say. */
export interface SurvivabilityChecksProps {
  /**
   * From a failure until somebody else serves.
   * @default - what Understudy's constructs say; without them no time is asked for
   */
  readonly recovery?: Duration;
  /**
   * What may be lost: `any-cell`, `any-cloud`, `any-provider`.
   * @default - what Understudy's constructs say; without them `any-cell`
   */
  readonly survive?: string[];
  /**
   * Whether warnings fail the synthesis too.
   * @default false
   */
  readonly failOnWarnings?: boolean;
  /**
   * Ids of rules that are not asked.
   * @default - all are
   */
  readonly skip?: string[];
  /**
   * What is read beside the app: the output of CDK for Terraform (`cdktf.out`), a template, a plan as JSON.
   * @default - nothing
   */
  readonly beside?: string[];
}

/**
 * Fails a synthesis whose design would not survive, by the rules of `understudy check`, beside other packs:
 * `Validations.of(app).addPlugins(new SurvivabilityChecks())`. A finding is lived with by
 * `Validations.of(construct).acknowledge({ id: 'Understudy::RULE', reason: '…' })`.
 */
export class SurvivabilityChecks implements IPolicyValidationPlugin {
  /** Before the ids of its rules, where they are acknowledged. */
  public readonly name: string = 'Understudy';
  public readonly ruleIds?: string[] = RULES.map(({ id }) => id);

  /** @throws Error where there is no rule, or no loss, of a name that is given */
  public constructor(private readonly props: SurvivabilityChecksProps = {}) {
    chosenRules(RULES, [], props.skip ?? []);
    surviveOf(props.survive ?? [], 'survive');
  }

  public validate({ templatePaths }: IPolicyValidationContext): PolicyValidationPluginReport {
    const { recovery, survive, failOnWarnings = false, skip = [], beside = [] } = this.props;
    const assemblies = [...new Set(templatePaths.map((path) => assemblyOf(path)))];
    if (assemblies.length === 0) return { success: true, violations: [] };
    const { findings } = check({
      paths: [...assemblies, ...beside],
      asked: {
        ...(recovery === undefined ? {} : { recoverySeconds: recovery.toSeconds() }),
        ...(survive === undefined ? {} : { survive: surviveOf(survive, 'survive') }),
      },
      rules: [],
      only: [],
      skip,
    });
    return {
      success: !findings.some(({ severity }) => severity === 'error' || failOnWarnings),
      violations: violationsOf(findings),
    };
  }
}

/** The outermost assembly that a template lies in: those of Stages are nested in it. */
function assemblyOf(template: string): string {
  let folder = dirname(template);
  while (existsSync(join(dirname(folder), 'manifest.json'))) folder = dirname(folder);
  return folder;
}

/** By rule and by what is wrong: the report tells that once, and every resource below it. */
function violationsOf(findings: readonly Finding[]): PolicyViolation[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.rule.id}\n${sentenceOf(finding)}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule } = first;
    return [
      {
        ruleName: rule.id,
        description: `${rule.fails}. ${sentenceOf(first)}`,
        fix: `${rule.mend} ${rule.source}`,
        severity: rule.severity,
        violatingResources: group.flatMap(({ place: { node, stack, path } }) =>
          stack === undefined
            ? []
            : [
                {
                  ...(node === undefined ? {} : { resourceLogicalId: node.logicalId }),
                  templatePath: stack.path,
                  locations: path === undefined ? [] : [`Properties/${path.replaceAll('.', '/')}`],
                },
              ],
        ),
      },
    ];
  });
}
