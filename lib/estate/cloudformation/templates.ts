import type { GivenTo } from '../given/given';
import { own, ownObject } from '../json';
import { type Surroundings, TemplateResolver } from '../resolve';
import { Unknown, type Value } from '../value';
import type { TemplateFile } from './template-file';

/** Stacks that import from stacks that import …: beyond this somebody is playing. */
const DEEPEST = 50;

/** The templates that are read together: one may import what another exports. */
export class Templates {
  private readonly resolvers = new Map<TemplateFile, TemplateResolver>();
  private readonly outputs = new Map<string, Value | undefined>();
  private exports: ReadonlyMap<string, { file: TemplateFile; output: string }> | undefined;
  private depth = 0;

  public constructor(
    public readonly files: readonly TemplateFile[],
    private readonly given: GivenTo<TemplateFile> = new Map(),
  ) {}

  public resolverOf(file: TemplateFile): TemplateResolver {
    const known = this.resolvers.get(file);
    if (known !== undefined) return known;
    const resolver = new TemplateResolver(
      file.template,
      file.stack,
      (logicalId) => `${file.prefix}/${logicalId}`,
      this.around(file),
    );
    this.resolvers.set(file, resolver);
    return resolver;
  }

  private around(file: TemplateFile): Surroundings {
    return {
      exported: (name) => {
        const found = this.exported(file, name);
        return found === undefined ? undefined : this.outputOf(found.file, found.output);
      },
      outputOf: (stack, output, region) => {
        const found = this.files.filter(
          (one) => one.stack.name === stack && one.stack.region === (region ?? file.stack.region),
        );
        return found.length === 1 && found[0] !== undefined ? this.outputOf(found[0], output) : undefined;
      },
      nestedOutput: (logicalId, output) => {
        const nested = this.files.find(({ within }) => within?.parent === file && within.logicalId === logicalId);
        return nested === undefined ? undefined : this.outputOf(nested, output);
      },
      parameter: (name) => {
        if (file.within === undefined) return this.given.get(file)?.get(name) as Value | undefined;
        const { parent, logicalId } = file.within;
        const given = ownObject(
          own(own(ownObject(parent.template, 'Resources'), logicalId), 'Properties'),
          'Parameters',
        );
        if (!Object.hasOwn(given, name)) return undefined;
        const path = `Resources.${logicalId}.Properties.Parameters.${name}`;
        return this.bounded(() => this.resolverOf(parent).resolve(given[name], path));
      },
    };
  }

  /** The names of exports are unique in a Region of an account. */
  private exported(importer: TemplateFile, name: string): { file: TemplateFile; output: string } | undefined {
    this.exports ??= new Map(
      this.files.flatMap((file) =>
        Object.entries(ownObject(file.template, 'Outputs')).flatMap(([output, body]) => {
          const raw = own(own(body, 'Export'), 'Name');
          const exported =
            raw === undefined ? undefined : this.resolverOf(file).resolve(raw, `Outputs.${output}.Export.Name`);
          return typeof exported === 'string' ? [[keyOf(file, exported), { file, output }] as const] : [];
        }),
      ),
    );
    return this.exports.get(keyOf(importer, name));
  }

  private outputOf(file: TemplateFile, output: string): Value | undefined {
    const key = `${file.stack.path} ${file.prefix} ${output}`;
    if (this.outputs.has(key)) return this.outputs.get(key);
    const path = `Outputs.${output}.Value`;
    // Stands while the output is resolved, so that one that asks for itself gets an answer.
    this.outputs.set(key, new Unknown(`the output ${output} refers to itself`, { file: file.stack.file, path }));
    const raw = own(own(ownObject(file.template, 'Outputs'), output), 'Value');
    const value = raw === undefined ? undefined : this.bounded(() => this.resolverOf(file).resolve(raw, path));
    this.outputs.set(key, value);
    return value;
  }

  private bounded(resolve: () => Value | undefined): Value | undefined {
    if (this.depth >= DEEPEST) return undefined;
    this.depth += 1;
    try {
      return resolve();
    } finally {
      this.depth -= 1;
    }
  }
}

function keyOf({ stack: { region, account } }: TemplateFile, name: string): string {
  const known = (value: string | Unknown) => (value instanceof Unknown ? '' : value);
  return `${known(account)} ${known(region)} ${name}`;
}
