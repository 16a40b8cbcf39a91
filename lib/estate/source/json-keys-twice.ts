import type { WrittenTwice } from './written-twice';

const [QUOTE, BACKSLASH, COLON, OPEN, CLOSE] = [...'"\\:{}'].map((one) => one.charCodeAt(0));

/**
 * Keys that stand twice in one object of a text that is JSON: its parser keeps the last of them, and says nothing. The
 * text is gone through once; texts that are no keys are passed over as they are found.
 */
export function jsonKeysTwice(text: string): WrittenTwice[] {
  const twice: WrittenTwice[] = [];
  const open: Map<string, number>[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === OPEN) open.push(new Map());
    else if (character === CLOSE) open.pop();
    else if (character === QUOTE) {
      const end = endOfText(text, at);
      if (isKey(text, end)) {
        const key = keyIn(text, at, end);
        const keys = open.at(-1);
        const first = keys?.get(key);
        if (first === undefined) keys?.set(key, at);
        else twice.push({ key, first, again: at });
      }
      at = end;
    }
  }
  return twice;
}

/** The quote that ends what begins at the one here. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    if (end < 0) return text.length;
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 0) return end;
  }
}

function isKey(text: string, end: number): boolean {
  let after = end + 1;
  while (text.charCodeAt(after) <= 32) after += 1;
  return text.charCodeAt(after) === COLON;
}

function keyIn(text: string, start: number, end: number): string {
  const written = text.slice(start + 1, end);
  return written.includes('\\') ? (JSON.parse(text.slice(start, end + 1)) as string) : written;
}
