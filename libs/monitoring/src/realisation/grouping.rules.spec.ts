import fc from 'fast-check';
import { groupings, groupKey, type GroupedMeasure } from './grouping.rules';

const r307: GroupedMeasure = {
  ref: 'R307',
  section: 'Arbejdsmarkedsudvalget',
  forums: ['BUU', 'AU', 'ØK', 'KB'],
  owners: ['Arbejdsmarkedschefen', 'Økonomichefen'],
  effect: 'conditional',
  expenditureType: 'transfer',
};

describe('the group of a measure', () => {
  it.each([
    ['measure', 'R307'],
    ['section', 'Arbejdsmarkedsudvalget'],
    ['forum', 'AU'],
    ['owner', 'Arbejdsmarkedschefen'],
    ['effect', 'conditional'],
    ['expenditureType', 'transfer'],
    ['year', '2026'],
  ] as const)('by %s is %s', (grouping, key) => {
    expect(groupKey(grouping, r307, { year: 2026 })).toBe(key);
  });

  it.each([
    ['Økonomiudvalget og tværgående driftsændringer og råderumsforslag', 'ØK'],
    ['Økonomiudvalget', 'ØK'],
    ['Arbejdsmarkedsudvalget', 'AU'],
    ['Børne- og Ungdomsudvalget', 'BUU'],
    ['Børne- og ungdomsudvalget', 'BUU'],
  ])('by forum is the committee of its section: %s is %s', (section, key) => {
    expect(groupKey('forum', { ...r307, section, forums: ['KB'] }, { year: 2026 })).toBe(key);
  });

  it.each([
    ['Politiske visioner', ['FUDV', 'KB'], 'FUDV'],
    ['Politiske visioner', [], 'none'],
    ['Sag om Økonomiudvalget', ['KB'], 'KB'],
    ['Arbejdsmarkedsudvalgspuljen', ['KB'], 'KB'],
  ])('by forum is else the first body of its path: %s, %j is %s', (section, forums, key) => {
    expect(groupKey('forum', { ...r307, section, forums }, { year: 2026 })).toBe(key);
  });

  it('by owner is none where nobody owns it', () => {
    expect(groupKey('owner', { ...r307, owners: [] }, { year: 2026 })).toBe('none');
  });

  it('is exactly one in every grouping, and never empty', () => {
    const name = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(
        fc.constantFrom(...groupings),
        fc.record({
          ref: name,
          section: name,
          forums: fc.array(name),
          owners: fc.array(name),
          effect: name,
          expenditureType: name,
        }),
        (grouping, measure) => {
          const key = groupKey(grouping, measure, { year: 2027 });
          expect(key.length).toBeGreaterThan(0);
          expect(groupKey(grouping, measure, { year: 2027 })).toBe(key);
        },
      ),
    );
  });
});
