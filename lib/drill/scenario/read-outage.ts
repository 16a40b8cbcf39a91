import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { nearest } from '../../contract/nearest';
import type { Problem } from '../../estate/problem';
import { endsBeforeStart, mannerOf, timeOf } from './fault-text';
import type { Outage, OutageEvent } from './outage';

/** An outage is a page of text. */
const MOST_CHARACTERS = 100_000;

const KEYS = ['id', 'title', 'source', 'standing', 'needed', 'assumed', 'place', 'neighbour', 'events'];
const REQUIRED = ['id', 'title', 'source', 'standing', 'events'];
const EVENT_KEYS = ['what', 'how', 'rate', 'from', 'to', 'flapping'];
const STANDINGS = ['provider', 'second-hand', 'synthetic'];

export interface ReadOutage {
  /** Only where nothing is wrong. */
  readonly outage?: Outage;
  readonly problems: readonly Problem[];
}

/** Reads one outage's file; every mistake in it is told at once, with its line. */
export function readOutage(text: string, file: string): ReadOutage {
  if (text.length > MOST_CHARACTERS) {
    const message = `The file has ${text.length} characters.`;
    const problem = { code: 'file-too-large', path: '', message, mend: 'name the file of one outage' };
    return { problems: [{ ...problem, allowed: `at most ${MOST_CHARACTERS}`, file }] };
  }
  return new OutageReader(text, file).read();
}

class OutageReader {
  private readonly problems: Problem[] = [];
  private readonly lines = new LineCounter();

  public constructor(
    private readonly text: string,
    private readonly file: string,
  ) {}

  public read(): ReadOutage {
    const document = parseDocument(this.text, { lineCounter: this.lines });
    for (const error of document.errors) {
      const line = this.lines.linePos(error.pos[0]).line;
      const message = `The file is no YAML: ${error.message.split('\n')[0]}`;
      this.problems.push({
        code: 'malformed-yaml',
        path: '',
        message,
        mend: 'mend the syntax there',
        file: this.file,
        line,
      });
    }
    if (this.problems.length > 0) return { problems: this.problems };
    const root = document.contents;
    if (!isMap(root)) {
      this.report(root, '', 'not-an-outage', 'The file holds no outage.', { allowed: `a map of ${KEYS.join(', ')}` });
      return { problems: this.problems };
    }
    this.keys(root, '', KEYS, REQUIRED);
    const word = (key: string) => this.textAt(root, key, '');
    const standing = word('standing');
    if (standing !== undefined && !STANDINGS.includes(standing)) {
      this.report(root.get('standing', true), 'standing', 'unknown-standing', 'The source has no such standing.', {
        found: standing,
        allowed: STANDINGS.join(', '),
      });
    }
    const optional = (key: 'needed' | 'assumed' | 'place' | 'neighbour') => {
      const value = word(key);
      return value === undefined ? {} : { [key]: value };
    };
    const outage: Outage = {
      ...{ id: word('id') ?? '', title: word('title') ?? '', source: word('source') ?? '', file: this.file },
      standing: standing as Outage['standing'],
      ...{ ...optional('needed'), ...optional('assumed'), ...optional('place'), ...optional('neighbour') },
      events: this.events(root),
    };
    return this.problems.length > 0 ? { problems: this.problems } : { outage, problems: [] };
  }

  private events(root: YAMLMap): OutageEvent[] {
    const list = root.get('events', true);
    if (list === undefined) return [];
    if (!isSeq(list) || list.items.length === 0) {
      this.report(list, 'events', 'no-events', 'Nothing happens in it.', { allowed: 'a list of at least one event' });
      return [];
    }
    return list.items.flatMap((item, index) => this.event(item as Node, `events[${index}]`));
  }

  private event(node: Node, path: string): OutageEvent[] {
    if (!isMap(node)) {
      this.report(node, path, 'malformed-event', 'This is no event.', { allowed: `a map of ${EVENT_KEYS.join(', ')}` });
      return [];
    }
    this.keys(node, path, EVENT_KEYS, ['what', 'how']);
    const at = { file: this.file, line: this.lineOf(node) };
    const own: Problem[] = [];
    const manner = mannerOf(
      this.textAt(node, 'how', path) ?? 'kill',
      this.textAt(node, 'rate', path),
      `${path}.how`,
      own,
    );
    const start = this.textAt(node, 'from', path) ?? '0s';
    const end = this.textAt(node, 'to', path);
    const from = timeOf(start, `${path}.from`, own);
    const to = end === undefined ? undefined : timeOf(end, `${path}.to`, own);
    if (own.length === 0 && to !== undefined && to <= from)
      own.push(endsBeforeStart(`${path}.to`, `${start} to ${end}`));
    this.problems.push(...own.map((problem) => ({ ...problem, ...at })));
    const flapping = this.flapping(node, path);
    const whats = this.whats(node, path);
    return whats.map((what) => ({
      ...{ what, ...manner, from, line: at.line },
      ...(to === undefined ? {} : { to }),
      ...(flapping === undefined ? {} : { flapping }),
    }));
  }

  /** One target, or a list of them that share their fate. */
  private whats(node: YAMLMap, path: string): string[] {
    const what = node.get('what', true);
    if (isSeq(what)) return what.items.flatMap((item) => (isScalar(item) ? [String(item.value)] : []));
    const only = this.textAt(node, 'what', path);
    return only === undefined ? [] : [only];
  }

  private flapping(node: YAMLMap, path: string): OutageEvent['flapping'] {
    const flapping = node.get('flapping', true);
    if (flapping === undefined) return undefined;
    if (!isMap(flapping)) {
      this.report(flapping, `${path}.flapping`, 'malformed-event', 'Flapping says how long it is down and up.', {
        allowed: '{ down: 3m, up: 4m }',
      });
      return undefined;
    }
    this.keys(flapping, `${path}.flapping`, ['down', 'up'], ['down', 'up']);
    const own: Problem[] = [];
    const [downSeconds = 0, upSeconds = 0] = ['down', 'up'].map((key) =>
      timeOf(this.textAt(flapping, key, path) ?? '1s', `${path}.flapping.${key}`, own),
    );
    if (own.length === 0 && (downSeconds < 1 || upSeconds < 1)) {
      own.push({
        ...{ code: 'malformed-time', path: `${path}.flapping`, message: 'It flaps faster than anybody could see.' },
        ...{ allowed: 'at least 1s', mend: 'give longer times, or a rate of errors' },
      });
    }
    this.problems.push(...own.map((problem) => ({ ...problem, file: this.file, line: this.lineOf(flapping) })));
    return { downSeconds, upSeconds };
  }

  private keys(map: YAMLMap, path: string, allowed: readonly string[], required: readonly string[]): void {
    for (const { key } of map.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (allowed.includes(name)) continue;
      const meant = nearest(name, allowed);
      this.report(key as Node, join(path, name), 'unknown-key', 'There is no such key.', {
        ...{ found: name, allowed: allowed.join(', ') },
        ...(meant === undefined ? {} : { mend: `did you mean ${meant}?` }),
      });
    }
    for (const name of required) {
      if (!map.has(name))
        this.report(map, join(path, name), 'missing-key', 'It has to be given.', { mend: `add ${name}` });
    }
  }

  private textAt(map: YAMLMap, key: string, path: string): string | undefined {
    const node = map.get(key, true) as Node | undefined;
    if (node === undefined) return undefined;
    if (isScalar(node) && ['string', 'number'].includes(typeof node.value)) return String(node.value);
    this.report(node, join(path, key), 'not-a-text', 'It has to be one word or line.');
    return undefined;
  }

  private report(node: unknown, path: string, code: string, message: string, rest: Partial<Problem> = {}): void {
    const mend = rest.mend ?? 'write what is allowed';
    this.problems.push({ code, path, message, ...rest, mend, file: this.file, line: this.lineOf(node) });
  }

  private lineOf(node: unknown): number {
    const range = (node as Node | null | undefined)?.range;
    return range ? this.lines.linePos(range[0]).line : 1;
  }
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
