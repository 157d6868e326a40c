import { Fraction } from '@kursholder/kernel';
import fc from 'fast-check';
import { formats } from './format';

const { da, en } = formats;
const of = (text: string) => Fraction.parse(text);
/** Figures and their units never break apart: the spaces between them are U+00A0. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('format', () => {
  it.each(
    [
      [da.kr(1_050_000), '1.050.000 kr.'],
      [da.kr(-88_092), '−88.092 kr.'],
      [da.kr(0), '0 kr.'],
      [da.changeKr(12_000), '+12.000 kr.'],
      [da.changeKr(-88_092), '−88.092 kr.'],
      [da.changeKr(0), '0 kr.'],
      [da.roundedKr(371_935), '372.000 kr.'],
      [da.krRange(118_987, 624_882), '118.987–624.882 kr.'],
      [en.krRange(-1_000, 0), 'DKK −1,000–0'],
      [da.roundedKr(-499), '0 kr.'],
      [da.mioKr(-1_050_000), '−1,050 mio. kr.'],
      [da.shortMioKr(11_400_000), '11,4 mio. kr.'],
      [da.shortMioKr(16_000_000), '16 mio. kr.'],
      [da.percent(of('8.5335')), '8,53 %'],
      [da.percent(of('8.5335'), 4), '8,5335 %'],
      [da.share(of('0.35079')), '35,1 %'],
      [da.level(of('9')), '9,00'],
      [da.level(of('8.53351')), '8,5335'],
      [da.shortest(of('24')), '24'],
      [da.shortest(of('0.2500')), '0,25'],
      [da.points(of('1.33')), '1,33 procentpoint'],
      [da.day('2026-09-02'), '2. september 2026'],
      [da.shortDay('2026-09-02', 2026), '2/9'],
      [da.shortDay('2027-12-24', 2026), '24/12 2027'],
      [da.period('quarterly', 2026, 3), '3. kvartal 2026'],
      [da.period('monthly', 2026, 9), 'september 2026'],
      [da.period('halfyearly', 2026, 2), '2. halvår 2026'],
      [da.period('yearly', 2026, 1), '2026'],
      [da.list(['a', 'b', 'c']), 'a, b og c'],
      [en.kr(-1_050_000), 'DKK −1,050,000'],
      [en.mioKr(1_050_000), 'DKK 1.050m'],
      [en.percent(of('8.5335')), '8.53%'],
      [en.day('2026-09-02'), '2 September 2026'],
      [en.period('quarterly', 2026, 3), 'Q3 2026'],
      [en.list(['a', 'b']), 'a and b'],
    ].map(([written, expected]) => ({ written, expected })),
  )('writes $expected', ({ written, expected }) => {
    expect(plain(written ?? '')).toBe(expected);
  });

  it('writes the decimals of JSON, not those of a double', () => {
    expect(da.percent(of('1.005'))).toBe('1,01\u00a0%');
    expect(da.kr(9_007_199_254_740_991)).toBe('9.007.199.254.740.991\u00a0kr.');
  });

  it('says 100 % of coverage only when nothing is missing', () => {
    expect([of('1'), of('0.99996'), of('0.9375'), of('0')].map(da.coverage)).toEqual(
      ['100', '99,9', '93,7', '0'].map((text) => `${text}\u00a0%`),
    );
  });

  it('27: money is read back from what was written', () => {
    const kr = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 });
    fc.assert(
      fc.property(kr, (amount) => {
        const digits = da.amount(amount).replaceAll('.', '').replace('−', '-');
        expect(Number(digits)).toBe(amount);
        const millions = da
          .mioKr(amount * 1000)
          .replace(/\u00a0.*$/, '')
          .replaceAll('.', '');
        expect(of(millions.replace(',', '.').replace('−', '-')).times(of('1000000')).round()).toBe(
          BigInt(amount * 1000),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
