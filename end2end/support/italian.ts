// Money as the pages print it: `oltre 1.234.567,89 €`.

/** `oltre`, `circa`, or nothing. */
export type Money = { cents: number; bound: string };

const PRINTED = /(oltre\s|circa\s)?(-?\d{1,3}(?:\.\d{3})*),(\d{2})\s€/g;

/** Every sum in a text, in order. */
export function sums(text: string): Money[] {
  return [...text.matchAll(PRINTED)].map(([, bound, whole, part]) => ({
    cents: Number(whole.replaceAll('.', '') + part),
    bound: (bound ?? '').trim(),
  }));
}

/** The only sum in a text, or none. */
export function money(text: string): Money | undefined {
  const found = sums(text);
  if (found.length > 1) throw new Error(`More than one sum in: ${text}`);
  return found[0];
}

/** A sum as downloads write it: `oltre 920000.00`. */
export function plain(text: string): Money | undefined {
  const found = /^(oltre\s|circa\s)?(-?\d+)(?:\.(\d{2}))?$/.exec(text.trim());
  return found ? { cents: Number(found[2] + (found[3] ?? '00')), bound: (found[1] ?? '').trim() } : undefined;
}

/** What several sums come to: vague as soon as one is. */
export function total(list: (Money | undefined)[]): Money {
  const known = list.filter((m) => m !== undefined);
  const bounds = new Set(known.map((m) => m.bound).filter(Boolean));
  return { cents: known.reduce((sum, m) => sum + m.cents, 0), bound: bounds.size === 1 ? [...bounds][0] : bounds.size ? 'circa' : '' };
}
