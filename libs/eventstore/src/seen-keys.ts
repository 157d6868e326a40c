/**
 * Which keys may have been seen: never wrong when it says no, and hardly ever when it says yes (a Bloom
 * filter, one in a million at three million keys, one in a hundred at ten million).
 */
export class SeenKeys {
  private readonly bits = new Uint8Array(2 ** 24);

  add(key: string): void {
    for (const bit of places(key)) {
      const at = bit >>> 3;
      this.bits[at] = (this.bits[at] ?? 0) | (1 << (bit & 7));
    }
  }

  has(key: string): boolean {
    return places(key).every((bit) => ((this.bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0);
  }
}

const mask = 2 ** 27 - 1;

/** Five places from two hashes (FNV-1a, and the same from the other end). */
function places(key: string): number[] {
  let one = 0x811c9dc5;
  let other = 0x01000193;
  for (let at = 0; at < key.length; at += 1) {
    one = Math.imul(one ^ key.charCodeAt(at), 0x01000193);
    other = Math.imul(other ^ key.charCodeAt(key.length - 1 - at), 0x85ebca6b);
  }
  other |= 1;
  return [0, 1, 2, 3, 4].map((step) => (one + Math.imul(step, other)) & mask);
}
