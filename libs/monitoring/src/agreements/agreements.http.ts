import { Controller, Get, Query } from '@nestjs/common';
import {
  Act,
  Describes,
  Known,
  listOf,
  pageFrom,
  pageOf,
  pageQuery,
  type AsKnown,
} from '@kursholder/platform';
import { Kysely } from 'kysely';
import { z } from 'zod';
import type { ReadDb } from '../read-models';
import { agreementsAt, sectionsAt } from './agreements.queries';

const agreementReply = z
  .object({
    id: z.string(),
    title: z.string(),
    years: z.array(z.int()),
    tables: z.array(
      z.object({
        kind: z.enum(['operating', 'capital']),
        title: z.string(),
        columns: z.array(z.string()),
        rows: z.int(),
      }),
    ),
    sections: z.array(
      z.object({ title: z.string(), kind: z.enum(['operating', 'capital']), measures: z.int() }),
    ),
  })
  .meta({ id: 'Agreement' });

const query = z.object(pageQuery);

@Controller('/api/v1/agreements')
export class AgreementsController {
  constructor(private readonly db: Kysely<ReadDb>) {}

  @Get()
  @Act('read')
  @Describes('The budget agreements, with their years, tables and sections', listOf(agreementReply))
  async list(@Query({ schema: query }) page: z.infer<typeof query>, @Known() known: AsKnown) {
    const [agreements, sections] = await Promise.all([
      agreementsAt(this.db, known).execute(),
      sectionsAt(this.db, known).execute(),
    ]);
    const items = agreements.map(({ id, title, years, tables }) => {
      const own = sections.filter(({ agreement }) => agreement === id);
      return {
        id,
        title,
        years: [...years],
        tables: tables.map((table) => ({
          kind: table.kind,
          title: table.title,
          columns: [...table.columns],
          rows: own
            .filter(({ kind }) => kind === table.kind)
            .reduce((sum, { measures }) => sum + measures, 0),
        })),
        sections: own.map(({ title: section, kind, measures }) => ({
          title: section,
          kind,
          measures,
        })),
      };
    });
    return { ...pageFrom(items, pageOf(page)), position: known.position };
  }
}
