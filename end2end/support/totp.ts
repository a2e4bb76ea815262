// What an authenticator app does: six figures out of a key and the time (RFC 6238). Written here a second time, so that the
// tests do not take the server's word for it.
import { createHmac } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP = 30_000;

function bytes(key: string): Buffer {
  let bits = '';
  for (const letter of key.replaceAll(' ', '')) bits += LETTERS.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

function code(key: string, step: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(step));
  const tag = createHmac('sha1', bytes(key)).update(message).digest();
  const number = tag.readUInt32BE((tag[19] ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** An app with one key. No code is good twice: the next one is waited for where it must. */
export class App {
  constructor(
    private readonly key: string,
    /** The step of the last code that was used. */
    private used = 0,
    private readonly note: (used: number) => void = () => {},
  ) {}

  async next(): Promise<string> {
    // The server takes the code of the coming step too: the one after the last used is good as soon as that one has begun.
    const wait = this.used * STEP - Date.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    this.used = Math.max(Math.floor(Date.now() / STEP), this.used + 1);
    this.note(this.used);
    return code(this.key, this.used);
  }

  /** Six figures that are no code of this key around now. */
  wrong(): string {
    const now = Math.floor(Date.now() / STEP);
    const good = [-3, -2, -1, 0, 1, 2, 3].map((away) => code(this.key, now + away));
    for (let n = 0; ; n += 1) {
      const guess = String(n).padStart(6, '0');
      if (!good.includes(guess)) return guess;
    }
  }
}
