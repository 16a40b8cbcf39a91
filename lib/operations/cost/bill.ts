import { GEOGRAPHIC, PRICES, type Price, type PriceName, TOKEN_PRICES, type TokenPrice } from './prices';

/** One thing that costs. */
export interface Line {
  readonly what: string;
  readonly usd: number;
  /** By which prices. */
  readonly prices: readonly string[];
}

export const HOURS = 730;
export const MINUTES = HOURS * 60;
export const SECONDS = HOURS * 3600;

/** Prices of one place. */
export class PriceList {
  private readonly isAbroad: boolean;

  /** @param region of AWS or Google */
  public constructor(region: string) {
    this.isAbroad = !region.startsWith('us-');
  }

  public of(price: Price): number {
    return this.isAbroad ? (price.elsewhere ?? price.usd) : price.usd;
  }

  /** @param amounts how many of what each price is per */
  public line(what: string, amounts: Readonly<Partial<Record<PriceName, number>>>): Line {
    const names = Object.keys(amounts) as PriceName[];
    const usd = names.reduce((sum, name) => sum + this.of(PRICES[name]) * (amounts[name] ?? 0), 0);
    return { what, usd, prices: names };
  }
}

export function totalOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { usd }) => sum + usd, 0);
}

/** Of so many million tokens; undefined where the price is not known. */
export function tokenCost(
  model: string,
  profile: string | undefined,
  millions: { readonly input: number; readonly output: number },
): { readonly usd: number; readonly price: TokenPrice } | undefined {
  const price = Object.hasOwn(TOKEN_PRICES, model) ? TOKEN_PRICES[model] : undefined;
  if (price === undefined) return undefined;
  const factor = profile !== undefined && profile !== 'global' && GEOGRAPHIC.models.test(model) ? GEOGRAPHIC.factor : 1;
  return { usd: factor * (price.input * millions.input + price.output * millions.output), price };
}
