import type { Acknowledgement, SourceLine } from '../estate';
import { own, ownObject, ownText } from '../json';

/** What the constructs' tree leaves in an assembly about one stack's resources. */
export interface ConstructNotes {
  /** Construct paths by logical id. */
  readonly paths: ReadonlyMap<string, string>;
  /** By construct path. */
  readonly sources: ReadonlyMap<string, SourceLine>;
  readonly acknowledged: readonly Acknowledgement[];
}

/** @param entries `{"/Fleet/Fn/Resource": [{"type": "aws:cdk:logicalId", "data": "Fn1234"}, …]}` */
export function constructNotes(entries: readonly (readonly [string, unknown])[]): ConstructNotes {
  const paths = new Map<string, string>();
  const sources = new Map<string, SourceLine>();
  const acknowledged: Acknowledgement[] = [];
  for (const [key, notes] of entries) {
    const constructPath = key.replace(/^\//, '');
    for (const note of Array.isArray(notes) ? notes : []) {
      switch (ownText(note, 'type')) {
        case 'aws:cdk:logicalId': {
          const logicalId = ownText(note, 'data');
          if (logicalId !== undefined) paths.set(logicalId, constructPath);
          noteSource(sources, constructPath, own(note, 'trace'));
          break;
        }
        case 'aws:cdk:creationStack':
          noteSource(sources, constructPath, own(note, 'data'));
          break;
        case 'aws:cdk:acknowledged-rules':
          for (const [id, reason] of Object.entries(ownObject(note, 'data'))) {
            acknowledged.push({ constructPath, id, reason: typeof reason === 'string' ? reason : '' });
          }
      }
    }
  }
  return { paths, sources, acknowledged };
}

/** The first frame that is a file of the program's own: `Object.<anonymous> (/app/lib/stack.ts:12:5)`. */
function noteSource(sources: Map<string, SourceLine>, constructPath: string, trace: unknown): void {
  for (const frame of Array.isArray(trace) ? trace : []) {
    const [, file, line] =
      typeof frame === 'string' ? (/\(?((?:[A-Za-z]:)?[\\/][^()]+?):(\d+):\d+\)?$/.exec(frame) ?? []) : [];
    if (file === undefined || /[\\/]node_modules[\\/]/.test(file)) continue;
    sources.set(constructPath, { file, line: Number(line) });
    return;
  }
}

/** Of the construct, or of the nearest one above it whose line was kept. */
export function sourceAbove(sources: ReadonlyMap<string, SourceLine>, constructPath: string): SourceLine | undefined {
  for (let path = constructPath; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    const source = sources.get(path);
    if (source !== undefined) return source;
  }
  return undefined;
}
