import { obligationsIn } from './duties.rules';
import { importMilestones, tooManyMilestones, type ObligedBefore } from './import-milestones.rules';
import type { FileMeasure } from './parsed-agreement.rules';

const years = [2025, 2026];
const stating = (...lines: string[]) =>
  ({
    obligations: obligationsIn(lines.join('\n'), 'row 4').obligations,
    forums: ['AU'],
  }) as unknown as FileMeasure;
const m1 = 'M1 | Sag | AU | | måned 2025-01';
const m16 = 'M16 | Status | Chefen | ved årets begyndelse | årligt 01-31';

const stands = (id: string, known: Partial<ObligedBefore> = {}): ObligedBefore => ({
  id,
  measure: 'R307',
  obligation: { code: id.split('-')[1] ?? '' },
  period: id.split('-')[2] ?? null,
  dueOn: '2025-01-31',
  completedOn: null,
  cancelled: false,
  ...known,
});

const imported = (before: FileMeasure | null, after: FileMeasure, ...existing: ObligedBefore[]) =>
  importMilestones([{ ref: 'R307', before, after }], {
    years,
    existing,
    fileName: 'drift.csv',
  }).map(({ id, isNew, events: [event] }) => `${id} ${event?.type ?? ''}${isNew ? ' new' : ''}`);

describe('an import', () => {
  it('plans what a new measure is obliged to', () => {
    expect(imported(null, stating(m1, m16))).toEqual([
      'R307-M1 MilestonePlanned new',
      'R307-M16-2025 MilestonePlanned new',
      'R307-M16-2026 MilestonePlanned new',
    ]);
  });

  it('changes nothing where the file states the same', () => {
    const existing = ['R307-M1', 'R307-M16-2025', 'R307-M16-2026'].map((id) => stands(id));
    expect(imported(stating(m1, m16), stating(m1, m16), ...existing)).toEqual([]);
  });

  it('plans what a later file states too', () => {
    expect(imported(stating(m1), stating(m1, m16), stands('R307-M1'))).toEqual([
      'R307-M16-2025 MilestonePlanned new',
      'R307-M16-2026 MilestonePlanned new',
    ]);
  });

  it('cancels what a later file states no longer and nobody reached, and says why', () => {
    const done = stands('R307-M16-2025', { completedOn: '2025-01-20' });
    const open = stands('R307-M16-2026');
    const [append, ...others] = importMilestones(
      [{ ref: 'R307', before: stating(m1, m16), after: stating(m1) }],
      { years, existing: [stands('R307-M1'), done, open], fileName: 'drift.csv' },
    );
    expect(append).toEqual({
      id: 'R307-M16-2026',
      isNew: false,
      events: [
        {
          type: 'MilestoneCancelled',
          data: { id: 'R307-M16-2026' },
          notes: { reason: 'Pligten står ikke længere i drift.csv.' },
        },
      ],
    });
    expect(others).toEqual([]);
  });

  it('plans anew what was cancelled and came back, beside what was', () => {
    const cancelled = stands('R307-M1', { cancelled: true });
    expect(imported(stating(), stating(m1), cancelled)).toEqual(['R307-M1-2 MilestonePlanned new']);
    const again = [cancelled, stands('R307-M1-2', { obligation: { code: 'M1' }, period: null })];
    expect(imported(stating(m1), stating(), ...again)).toEqual(['R307-M1-2 MilestoneCancelled']);
  });

  it('leaves alone what a person cancelled while the file still states it', () => {
    const cancelled = stands('R307-M1', { cancelled: true });
    expect(imported(stating(m1), stating(m1, m16), cancelled)).toEqual([
      'R307-M16-2025 MilestonePlanned new',
      'R307-M16-2026 MilestonePlanned new',
    ]);
  });

  it('restates what the file states otherwise, and keeps a day that a person moved', () => {
    const restated = (line: string, existing: ObligedBefore) =>
      importMilestones([{ ref: 'R307', before: stating(m1), after: stating(line) }], {
        years,
        existing: [existing],
        fileName: 'drift.csv',
      }).flatMap(({ events }) => events);
    const moved = stands('R307-M1', { dueOn: '2025-03-01' });
    expect(restated('M1 | Sagen | KB | | måned 2025-01', moved)).toMatchObject([
      { type: 'MilestoneRestated', data: { id: 'R307-M1', title: 'Sagen', dueOn: '2025-03-01' } },
    ]);
    expect(restated('M1 | Sag | AU | | måned 2025-02', moved)).toMatchObject([
      { type: 'MilestoneRestated', data: { id: 'R307-M1', dueOn: '2025-02-28' } },
    ]);
    expect(
      restated('M1 | Sag | AU | | måned 2025-02', stands('R307-M1', { completedOn: '2025-01-20' })),
    ).toEqual([]);
  });

  it('gives each milestone an id of its own where two measures could have the same', () => {
    const appends = importMilestones(
      [
        { ref: 'R3', before: null, after: stating('A-M1 | Sag | AU | | udateret') },
        { ref: 'R3-A', before: null, after: stating('M1 | Sag | AU | | udateret') },
      ],
      { years, existing: [], fileName: 'drift.csv' },
    );
    expect(appends.map(({ id }) => id)).toEqual(['R3-A-M1', 'R3-A-M1-2']);
  });

  it('is refused with more milestones than anybody could follow', () => {
    const often = stating('M1 | Sag | AU | | løbende 12 om året');
    const rows = (count: number) => Array.from({ length: count }, () => ({ imported: often }));
    expect(tooManyMilestones(rows(833), years)).toEqual([]);
    expect(tooManyMilestones(rows(834), years)).toMatchObject([
      { path: 'file', code: 'imports.too-many-milestones', facts: { limit: 20_000 } },
    ]);
  });
});
