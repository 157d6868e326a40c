/**
 * An exact rational number. Money and percentages are computed with it from the first sum to the
 * one rounding at the end, so that no binary fraction ever stands near a krone.
 *
 * @example Fraction.parse('8.45').minus(Fraction.of(8)).toDecimal(4) // '0.4500'
 */
export class Fraction {
  static readonly zero = new Fraction(0n, 1n);
  static readonly one = new Fraction(1n, 1n);

  private constructor(
    private top: bigint,
    /** Always positive. */
    private bottom: bigint,
  ) {}

  static of(numerator: bigint | number, denominator: bigint | number = 1n): Fraction {
    const [n, d] = [BigInt(numerator), BigInt(denominator)];
    if (d === 0n) throw new RangeError('a fraction needs a denominator other than 0');
    const fraction = d < 0n ? new Fraction(-n, -d) : new Fraction(n, d);
    // Finding the common divisor costs more than all the arithmetic, so it waits until the terms
    // have grown long or somebody asks for them.
    return fraction.bottom > long ? fraction.reduced() : fraction;
  }

  /** In lowest terms. */
  get numerator(): bigint {
    return this.reduced().top;
  }

  /** In lowest terms, always positive. */
  get denominator(): bigint {
    return this.reduced().bottom;
  }

  /** Reads a decimal text such as `8.45` or `-0.5`; throws on anything else. */
  static parse(decimal: string): Fraction {
    const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
    if (!match) throw new SyntaxError(`not a decimal: ${decimal}`);
    const [, sign = '', whole = '', places = ''] = match;
    return Fraction.of(BigInt(sign + whole + places), 10n ** BigInt(places.length));
  }

  static sum(terms: Iterable<Fraction>): Fraction {
    let total = Fraction.zero;
    for (const term of terms) total = total.plus(term);
    return total;
  }

  plus(other: Fraction): Fraction {
    return Fraction.of(
      this.top * other.bottom + other.top * this.bottom,
      this.bottom * other.bottom,
    );
  }

  minus(other: Fraction): Fraction {
    return this.plus(other.negated());
  }

  times(other: Fraction): Fraction {
    return Fraction.of(this.top * other.top, this.bottom * other.bottom);
  }

  over(other: Fraction): Fraction {
    return Fraction.of(this.top * other.bottom, this.bottom * other.top);
  }

  negated(): Fraction {
    return new Fraction(-this.top, this.bottom);
  }

  /** Negative, zero or positive as this is less than, equal to or greater than the other. */
  compare(other: Fraction): -1 | 0 | 1 {
    const difference = this.top * other.bottom - other.top * this.bottom;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  isLess(other: Fraction): boolean {
    return this.compare(other) < 0;
  }

  isAtLeast(other: Fraction): boolean {
    return this.compare(other) >= 0;
  }

  isZero(): boolean {
    return this.top === 0n;
  }

  min(other: Fraction): Fraction {
    return this.isLess(other) ? this : other;
  }

  max(other: Fraction): Fraction {
    return this.isLess(other) ? other : this;
  }

  /** Towards minus infinity. */
  floor(): bigint {
    const quotient = this.top / this.bottom;
    return this.top < 0n && quotient * this.bottom !== this.top ? quotient - 1n : quotient;
  }

  /** To the nearest whole, half away from zero (savings model, "Rounding"). */
  round(): bigint {
    const magnitude = this.top < 0n ? -this.top : this.top;
    const rounded = (2n * magnitude + this.bottom) / (2n * this.bottom);
    return this.top < 0n ? -rounded : rounded;
  }

  /** A decimal text with exactly so many places, half away from zero; zero carries no sign. */
  toDecimal(places: number): string {
    const scale = 10n ** BigInt(places);
    const scaled = this.times(Fraction.of(scale)).round();
    const magnitude = scaled < 0n ? -scaled : scaled;
    const whole = (magnitude / scale).toString();
    const rest = (magnitude % scale).toString().padStart(places, '0');
    return `${scaled < 0n ? '-' : ''}${whole}${places === 0 ? '' : `.${rest}`}`;
  }

  private reduced(): this {
    const common = greatestCommonDivisor(this.top < 0n ? -this.top : this.top, this.bottom);
    if (common !== 1n) {
      this.top /= common;
      this.bottom /= common;
    }
    return this;
  }

  /** The nearest double: for drawing and for the normal distribution, never for money. */
  toNumber(): number {
    const magnitude = this.top < 0n ? -this.top : this.top;
    // A quotient of at least 64 bits whose last bit also tells whether anything was cut off, so
    // that the one rounding is the one to a double; small figures keep all their digits.
    const shift = 64 + bitLength(this.bottom) - bitLength(magnitude);
    const [n, d] =
      shift > 0
        ? [magnitude << BigInt(shift), this.bottom]
        : [magnitude, this.bottom << BigInt(-shift)];
    const quotient = n / d;
    const sticky = quotient * d === n ? quotient : quotient | 1n;
    const nearest = Number(sticky) * 2 ** -shift;
    return this.top < 0n ? -nearest : nearest;
  }
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  if (a === 1n || b === 1n) return 1n;
  while (b > safe || a > safe) {
    if (b === 0n) return a;
    [a, b] = [b, a % b];
  }
  // The same in numbers once they are small enough to be exact: several times as fast.
  let [x, y] = [Number(a), Number(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x === 0 ? 1n : BigInt(x);
}

const safe = BigInt(Number.MAX_SAFE_INTEGER);
const long = 2n ** 256n;
