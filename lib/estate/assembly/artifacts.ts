import { dirname, resolve } from 'node:path';
import { isJsonObject, type JsonObject, kindOf, own, ownObject, ownText } from '../json';
import { manifestOf, type SynthesizedFiles } from '../synthesized-files';
import { type ConstructNotes, constructNotes } from './construct-notes';

/** A stack as a manifest names it. */
export interface StackArtifact {
  /** Unique in its manifest; `Assistant-eu-west-1`. */
  readonly id: string;
  /** Absolute. */
  readonly templateFile: string;
  readonly stackName: string;
  /** `aws://111122223333/eu-west-1` */
  readonly environment: string;
  readonly terminationProtection: boolean;
  /** The deployed names of the stacks before it. */
  readonly dependsOn: readonly string[];
  /** The files that list its assets, absolute. */
  readonly assetManifests: readonly string[];
  readonly notes: ConstructNotes;
}

/** CDK's own nesting is two or three deep; more is a folder that names itself. */
const DEEPEST = 10;

/** All stacks of an assembly and of the assemblies nested in it, in the manifests' order. */
export function stackArtifacts(files: SynthesizedFiles, folder: string, depth = 0): StackArtifact[] {
  const file = manifestOf(folder);
  const manifest = files.readObject(file);
  if (manifest === undefined) return [];
  const artifacts = own(manifest, 'artifacts');
  // An App without a stack has no artifacts at all; what has no version either is some other manifest.json.
  if (!isJsonObject(artifacts) && (artifacts !== undefined || ownText(manifest, 'version') === undefined)) {
    files.report(file, {
      code: 'not-an-assembly',
      path: 'artifacts',
      message: 'This is no manifest of a cloud assembly.',
      found: kindOf(artifacts),
      allowed: 'an object with the artifacts',
      mend: 'name the folder that `cdk synth` wrote (cdk.out)',
    });
    return [];
  }
  const all = ownObject(manifest, 'artifacts');
  return Object.entries(all).flatMap(([id, artifact]) => {
    const place = { file, path: `artifacts.${id}.properties` };
    const properties = ownObject(artifact, 'properties');
    switch (ownText(artifact, 'type')) {
      case 'aws:cloudformation:stack':
        return stackArtifact(files, all, id, place);
      case 'cdk:cloud-assembly': {
        const name = requiredText(files, properties, 'directoryName', place);
        const nested = name === undefined ? undefined : files.inside(folder, name, place);
        if (nested === undefined) return [];
        if (depth < DEEPEST && nested !== folder) return stackArtifacts(files, nested, depth + 1);
        files.report(file, {
          code: 'endless-assembly',
          path: `${place.path}.directoryName`,
          message: 'The assemblies are nested without end.',
          found: name,
          mend: 'synthesize again',
        });
        return [];
      }
      default:
        return [];
    }
  });
}

function stackArtifact(
  files: SynthesizedFiles,
  all: JsonObject,
  id: string,
  place: { file: string; path: string },
): StackArtifact[] {
  const folder = dirname(place.file);
  const artifact = ownObject(all, id);
  const properties = ownObject(artifact, 'properties');
  const name = requiredText(files, properties, 'templateFile', place);
  const templateFile =
    name === undefined
      ? undefined
      : files.inside(folder, name, { file: place.file, path: `${place.path}.templateFile` });
  if (templateFile === undefined) return [];
  const dependencies = texts(own(artifact, 'dependencies'));
  const ofType = (type: string) =>
    dependencies.filter((dependency) => ownText(ownObject(all, dependency), 'type') === type);
  return [
    {
      id,
      templateFile,
      stackName: stackName(all, id),
      environment: ownText(artifact, 'environment') ?? 'aws://unknown-account/unknown-region',
      terminationProtection: own(properties, 'terminationProtection') === true,
      dependsOn: ofType('aws:cloudformation:stack').map((dependency) => stackName(all, dependency)),
      assetManifests: ofType('cdk:asset-manifest').flatMap((dependency) => {
        const asset = ownText(ownObject(ownObject(all, dependency), 'properties'), 'file');
        return asset === undefined ? [] : [resolve(folder, asset)];
      }),
      notes: notesOf(files, artifact, folder, place),
    },
  ];
}

function stackName(artifacts: JsonObject, id: string): string {
  return ownText(ownObject(ownObject(artifacts, id), 'properties'), 'stackName') ?? id;
}

/** In the manifest, or in a file beside it. */
function notesOf(
  files: SynthesizedFiles,
  artifact: JsonObject,
  folder: string,
  place: { file: string; path: string },
): ConstructNotes {
  const name = ownText(artifact, 'additionalMetadataFile');
  const from = { file: place.file, path: place.path.replace(/properties$/, 'additionalMetadataFile') };
  const path = name === undefined ? undefined : files.inside(folder, name, from);
  const beside = path === undefined ? {} : (files.readObject(path, from) ?? {});
  return constructNotes([...Object.entries(ownObject(artifact, 'metadata')), ...Object.entries(beside)]);
}

function requiredText(
  files: SynthesizedFiles,
  object: JsonObject,
  key: string,
  place: { file: string; path: string },
): string | undefined {
  const value = own(object, key);
  if (typeof value === 'string' && value !== '') return value;
  files.report(place.file, {
    code: 'not-an-assembly',
    path: `${place.path}.${key}`,
    message: 'The manifest does not say where this artifact lies.',
    found: kindOf(value),
    allowed: 'a path',
    mend: 'synthesize again',
  });
  return undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
