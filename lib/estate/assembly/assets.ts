import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ownObject, ownText } from '../json';
import type { SynthesizedFiles } from '../synthesized-files';
import type { StackArtifact } from './artifacts';

/**
 * The file assets that lie on this machine, by the key of the S3 object that they become. An asset that is gone is
 * left out: whoever asks for it finds nothing, while the templates can still be judged.
 */
export function assetsOf(files: SynthesizedFiles, stack: StackArtifact): Map<string, string> {
  const assets = new Map<string, string>();
  for (const file of stack.assetManifests) {
    const manifest = files.readObject(file, { file: stack.templateFile, path: 'assets' });
    for (const asset of Object.values(ownObject(manifest, 'files'))) {
      const source = ownText(ownObject(asset, 'source'), 'path');
      const path = source === undefined ? undefined : resolve(dirname(file), source);
      if (path === undefined || !existsSync(path)) continue;
      for (const destination of Object.values(ownObject(asset, 'destinations'))) {
        const key = ownText(destination, 'objectKey');
        if (key !== undefined) assets.set(key, path);
      }
    }
  }
  return assets;
}
