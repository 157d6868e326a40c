import fc from 'fast-check';
import { danishAmount, unitsNamed, withoutUnits } from './danish-amount.rules';
import type { Unit } from './parsed-agreement.rules';

const kr = (text: string, unit: Unit = 'mio. kr.') => {
  const amount = danishAmount(text, unit);
  return 'kr' in amount ? amount.kr : amount.wrong;
};

describe('a Danish amount', () => {
  it.each([
    ['-0,518', -518_000],
    ['\u22120,518', -518_000],
    ['\u20130,518', -518_000],
    ['\u2014 0,518', -518_000],
    ['+0,518', 518_000],
    ['11,4', 11_400_000],
    ['1.234,500', 1_234_500_000],
    ['1.234', 1_234_000_000],
    ['0,5180000000', 518_000],
    ['0', 0],
  ])('written %s is %d kr.', (text, expected) => {
    expect(kr(text)).toBe(expected);
  });

  it('of nothing is 0 and never minus 0', () => {
    expect(Object.is(kr('-0,000'), 0)).toBe(true);
  });

  it.each([
    ['-518', '1.000 kr.', -518_000],
    ['0,5', '1.000 kr.', 500],
    ['-1.313.000', 'kr.', -1_313_000],
    ['12,00', 'kr.', 12],
  ] as const)('written %s in %s is %d kr.', (text, unit, expected) => {
    expect(kr(text, unit)).toBe(expected);
  });

  it.each([
    '',
    '-',
    '0.518',
    '-0.518',
    '1.05',
    '12.34,5',
    '1,2,3',
    '1 234',
    '518-',
    '(518)',
    '1e3',
    '5 %',
    '0,5 kr.',
    'x',
    '١',
    '1.000.00',
    ',5',
    '5,',
  ])('is not read from "%s"', (text) => {
    expect(kr(text)).toBe('not-a-number');
  });

  it('that is not whole kroner is refused', () => {
    expect(kr('0,0000005')).toBe('not-whole-kroner');
    expect(kr('0,0005', '1.000 kr.')).toBe('not-whole-kroner');
    expect(kr('0,5', 'kr.')).toBe('not-whole-kroner');
  });

  it('beyond the safe integers is refused, however long it is', () => {
    expect(kr('9007199254,740991')).toBe(Number.MAX_SAFE_INTEGER);
    expect(kr('9007199254,740992')).toBe('too-large');
    expect(kr('9'.repeat(1_000_000))).toBe('not-a-number');
  });

  it('with points and no comma is marked, because an English hand may have written it', () => {
    expect(danishAmount('1.313', 'mio. kr.')).toEqual({ kr: 1_313_000_000, thousandsOnly: true });
    expect(danishAmount('1.313,0', 'mio. kr.')).toMatchObject({ thousandsOnly: false });
  });

  const units = fc.constantFrom<[Unit, bigint]>(
    ['mio. kr.', 1_000_000n],
    ['1.000 kr.', 1_000n],
    ['kr.', 1n],
  );
  it('that was formatted in da-DK comes back exactly', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), units, fc.boolean(), (amount, [unit, per], useGrouping) => {
        const magnitude = BigInt(Math.abs(amount));
        const decimals = String(per).length - 1;
        const rest = String(magnitude % per).padStart(decimals, '0');
        const sign = amount < 0 ? '-' : '';
        const decimal = `${sign}${String(magnitude / per)}${decimals === 0 ? '' : `.${rest}`}`;
        const text = new Intl.NumberFormat('da-DK', {
          useGrouping,
          minimumFractionDigits: decimals,
          maximumFractionDigits: decimals,
        }).format(decimal as Intl.StringNumericLiteral);
        expect(kr(text, unit)).toBe(amount);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a unit', () => {
  it.each([
    ['Budgetændringer drift – budget 2025-2028 (mio. kr.)', ['mio. kr.']],
    ['2026 mio.kr.', ['mio. kr.']],
    ['beløb i 1.000 kr.', ['1.000 kr.']],
    ['1000 kr', ['1.000 kr.']],
    ['t.kr.', ['1.000 kr.']],
    ['tkr.', ['1.000 kr.']],
    ['hele kroner', ['kr.']],
    ['(kr.)', ['kr.']],
    ['(mio. DKK)', ['mio. kr.']],
    ['Ændringer over 100.000 kr.', []],
    ['Krogen og Skrædderen', []],
  ])('is found in "%s"', (line, expected) => {
    expect(unitsNamed(line)).toEqual({ units: expected, unknown: [] });
  });

  it('that we cannot count in is named', () => {
    expect(unitsNamed('(mia. kr.)')).toEqual({ units: [], unknown: ['mia. kr.'] });
  });

  it('is taken off a year', () => {
    expect(withoutUnits('2026 (mio. kr.)').trim()).toBe('2026 ( )');
  });
});
