/** The text format that Prometheus scrapes: counters, gauges and histograms of this process. */

export type Labels = Readonly<Record<string, string>>;

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

interface Series {
  readonly labels: Labels;
  value: number;
}

/** A number for each set of labels. Labels come from closed lists, so that there are never many. */
export class Family {
  private readonly series = new Map<string, Series>();

  public constructor(
    private readonly name: string,
    private readonly type: 'counter' | 'gauge',
    private readonly help: string,
  ) {}

  public add(labels: Labels, by = 1): void {
    this.at(labels).value += by;
  }

  public set(labels: Labels, value: number): void {
    this.at(labels).value = value;
  }

  public text(): string {
    const lines = [...this.series.values()].map(({ labels, value }) => sample(this.name, labels, value));
    return head(this.name, this.type, this.help) + lines.join('');
  }

  private at(labels: Labels): Series {
    const key = keyOf(labels);
    const found = this.series.get(key);
    if (found !== undefined) return found;
    const made = { labels, value: 0 };
    this.series.set(key, made);
    return made;
  }
}

/** How often something was at most so large, for each set of labels. */
export class Histogram {
  private readonly series = new Map<string, { readonly labels: Labels; readonly counts: number[]; sum: number }>();

  public constructor(
    private readonly name: string,
    private readonly help: string,
    /** Upper bounds, ascending; one without bound is added. */
    private readonly bounds: readonly number[],
  ) {}

  public observe(labels: Labels, value: number): void {
    const key = keyOf(labels);
    const found = this.series.get(key) ?? { labels, counts: [...this.bounds, 0].map(() => 0), sum: 0 };
    this.series.set(key, found);
    const at = this.bounds.findIndex((bound) => value <= bound);
    found.counts[at < 0 ? this.bounds.length : at] += 1;
    found.sum += value;
  }

  public text(): string {
    const lines = [...this.series.values()].map(({ labels, counts, sum }) => {
      let total = 0;
      const buckets = [...this.bounds.map(String), '+Inf'].map((le, index) => {
        total += counts[index];
        return sample(`${this.name}_bucket`, { ...labels, le }, total);
      });
      return buckets.join('') + sample(`${this.name}_sum`, labels, sum) + sample(`${this.name}_count`, labels, total);
    });
    return head(this.name, 'histogram', this.help) + lines.join('');
  }
}

/** A family's labels are always the same ones: their values tell them apart. */
function keyOf(labels: Labels): string {
  let key = '';
  for (const name in labels) key += `${labels[name]}\n`;
  return key;
}

function head(name: string, type: string, help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`;
}

function escaped(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}
