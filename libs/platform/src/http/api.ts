import { applyDecorators } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';

/** What a command answers. */
const receipt = z
  .object({
    id: z.string().meta({ description: 'What was made or changed.' }),
    version: z.int().meta({ description: "The stream's version after it." }),
    position: z.int().meta({ description: "The position of the command's last event." }),
  })
  .meta({ id: 'Receipt' });

/** Describes a query in the API's document: what it is and the shape of its answer. */
export const Describes = (summary: string, reply: z.ZodType) =>
  applyDecorators(ApiOperation({ summary }), ApiOkResponse({ standardSchema: reply }));

/** Describes a command in the API's document. */
export const DescribesCommand = (summary: string) =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiCreatedResponse({ standardSchema: receipt }),
    ApiOkResponse({ standardSchema: receipt, description: 'Its effect already stood.' }),
  );

/** A list with a cursor (design of the API, "lists"). */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable(),
    position: z.int(),
  });

/** `limit` and `cursor` of a list. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^([1-9]\d?|[1-4]\d\d|500)$/, { error: 'input.not-a-limit' })
    .optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, { error: 'input.not-a-cursor' })
    .optional(),
};

export interface Page {
  readonly limit: number;
  /** Where the page begins; 0 is the start. */
  readonly offset: number;
}

export const pageOf = (query: {
  limit?: string | undefined;
  cursor?: string | undefined;
}): Page => ({
  limit: Number(query.limit ?? '50'),
  offset: Number(query.cursor ?? '0'),
});

/** The page of a list that is at hand, with the cursor of the next one. */
export function pageFrom<Item>(items: readonly Item[], { limit, offset }: Page) {
  const end = offset + limit;
  return { items: items.slice(offset, end), next: end < items.length ? String(end) : null };
}
