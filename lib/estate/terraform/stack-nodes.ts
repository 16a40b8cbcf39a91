import type { EstateNode, Provider } from '../estate';
import { isJsonObject, type JsonObject, own, ownObject, ownText } from '../json';
import { Unknown } from '../value';
import type { TerraformStacks } from './evaluate';
import { withModules } from './modules';
import { type Block, blocksOf, isMetaArgument, nodeIdOf, type StackFile } from './stack-file';

/** The resources and data sources of a stack, evaluated. One with `count` or `for_each` is one node all the same. */
export function nodesOf(stacks: TerraformStacks, file: StackFile): EstateNode[] {
  return withModules(file).flatMap((one) => nodesIn(stacks, one));
}

function nodesIn(stacks: TerraformStacks, file: StackFile): EstateNode[] {
  return blocksOf(file.json).map((block) => {
    const path = `${block.section}.${block.type}.${block.name}`;
    const { properties, attributes } = split(block.body);
    const from = file.fileOf?.(block);
    const inModule = file.address === '' ? undefined : `${file.address}${block.type}.${block.name}`;
    const constructPath = ownText(ownObject(ownObject(block.body, '//'), 'metadata'), 'path') ?? inModule;
    return {
      id: nodeIdOf(file, block),
      stack: file.stack,
      logicalId: block.name,
      type: block.section === 'data' ? `data.${block.type}` : block.type,
      provider: providerOf(stacks, file, block),
      properties: stacks.evaluateObject(file, properties, path),
      ...(constructPath === undefined ? {} : { constructPath }),
      ...(from === undefined ? {} : { file: from }),
      attributes,
      metadata: ownObject(block.body, '//'),
    };
  });
}

function split(body: JsonObject): { properties: JsonObject; attributes: JsonObject } {
  const entries = Object.entries(body);
  return {
    properties: Object.fromEntries(entries.filter(([key]) => !isMetaArgument(key))),
    attributes: Object.fromEntries(entries.filter(([key]) => key !== '//' && isMetaArgument(key))),
  };
}

/** The configuration that the resource names, else the one of its type's first word that has no alias. */
function providerOf(stacks: TerraformStacks, file: StackFile, { section, type, name, body }: Block): Provider {
  const named = ownText(body, 'provider') ?? type.split('_')[0];
  const [provider = '', alias] = named.split('.');
  const { configuration, where } = configurationOf(file, provider, alias);
  const region = stacks.evaluate(where, own(configuration, 'region') ?? null, `provider.${provider}.region`);
  return {
    name: provider,
    ...(alias === undefined ? {} : { alias }),
    region:
      typeof region === 'string' || region instanceof Unknown
        ? region
        : new Unknown('its provider names no region', { file: file.stack.file, path: `${section}.${type}.${name}` }),
  };
}

/** The file's own, or the one that whoever calls the module hands on, under the same name unless the call says another. */
function configurationOf(
  file: StackFile,
  provider: string,
  alias: string | undefined,
): { readonly configuration?: JsonObject; readonly where: StackFile } {
  const declared = own(ownObject(file.json, 'provider'), provider);
  const configurations = (Array.isArray(declared) ? declared : [declared]).filter(isJsonObject);
  const configuration = configurations.find((one) => ownText(one, 'alias') === alias);
  if (configuration !== undefined) return { configuration, where: file };
  if (file.calledBy === undefined) return { where: file };
  const name = alias === undefined ? provider : `${provider}.${alias}`;
  const [handed = '', under] = (ownText(ownObject(file.calledBy.call, 'providers'), name) ?? name).split('.');
  return configurationOf(file.calledBy.file, handed, under);
}
