import { emptyEntry, isActive, isSameFigure, readEntry } from './entries';

const pooled = (absentDays: string, possibleDays: string) =>
  readEntry({ ...emptyEntry, absentDays, possibleDays }, 'pooled');
const percent = (text: string) => readEntry({ ...emptyEntry, percent: text }, 'weighted_mean');

describe('an entry of days', () => {
  it('is empty until something is typed', () => {
    expect(pooled('', ' ')).toEqual({ kind: 'empty' });
  });
  it('is partial with one of the two', () => {
    expect(pooled('712', '')).toEqual({ kind: 'partial' });
  });
  it('is whole with both, and has its percentage', () => {
    expect(pooled('1.236', '7.350')).toEqual({
      kind: 'whole',
      figures: { absentDays: 1236, possibleDays: 7350 },
      percent: '16.82',
    });
  });
  it('names the field that is no whole number', () => {
    expect(pooled('12,5', '100')).toMatchObject({ kind: 'faulty', field: 'absentDays' });
  });
  it('is faulty with more absent than possible days', () => {
    expect(pooled('900', '800')).toEqual({
      kind: 'faulty',
      field: 'absentDays',
      fault: 'moreThanPossible',
    });
  });
  it('is faulty without possible days', () => {
    expect(pooled('0', '0')).toMatchObject({ kind: 'faulty', fault: 'zeroPossible' });
  });
});

describe('an entry of a percentage', () => {
  it('takes a Danish comma', () => {
    expect(percent('8,45')).toEqual({
      kind: 'whole',
      figures: { percent: '8.45' },
      percent: '8.45',
    });
  });
  it('is faulty over 100', () => {
    expect(percent('101')).toMatchObject({ kind: 'faulty', field: 'percent' });
  });
});

describe('a figure', () => {
  it('is the same however it is written', () => {
    expect(isSameFigure(pooled('1236', '7350'), pooled('1.236', '7 350'))).toBe(true);
    expect(isSameFigure(percent('8,45'), percent('8.45'))).toBe(true);
  });
  it('is another one with other days, or as soon as it can be read', () => {
    expect(isSameFigure(pooled('1236', '7350'), pooled('1236', '7351'))).toBe(false);
    expect(isSameFigure(pooled('1236', '7350'), pooled('1236', ''))).toBe(false);
  });
});

describe('a unit', () => {
  const unit = { id: 'a', name: 'A', weight: 1, supplier: null };
  const period = { periodStart: '2026-07-01', periodEnd: '2026-09-30' };
  it('takes part without days of its own', () => {
    expect(isActive({ ...unit, activeFrom: null, activeTo: null }, period)).toBe(true);
  });
  it('takes no part when it begins inside the period', () => {
    expect(isActive({ ...unit, activeFrom: '2026-07-02', activeTo: null }, period)).toBe(false);
  });
  it('takes no part when it closes before the last day', () => {
    expect(isActive({ ...unit, activeFrom: null, activeTo: '2026-09-29' }, period)).toBe(false);
  });
});
