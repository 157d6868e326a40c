import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { Json } from '@kursholder/kernel';
import { z } from 'zod';
import { Problem, type FieldProblem } from './problem';

/**
 * Checks what a route takes against the zod schema it names. What does not fit is answered as 400
 * with every wrong field; a name in the path that cannot exist is 404 like one that does not.
 */
@Injectable()
export class InputPipe implements PipeTransform {
  transform(value: unknown, { schema, type }: ArgumentMetadata): unknown {
    if (!(schema instanceof z.ZodType)) return value;
    const result = schema.safeParse(value ?? {}, { reportInput: true });
    if (result.success) return result.data;
    if (type === 'param') throw new Problem(404, 'request.unknown-address');
    throw new Problem(400, 'input.invalid', { errors: result.error.issues.flatMap(fieldProblems) });
  }
}

type Issue = z.core.$ZodIssue;

/** The wrong fields behind one issue, with our own code for it. */
export function fieldProblems(issue: Issue): FieldProblem[] {
  const path = issue.path.map(String).join('.');
  const at = (code: string, facts: Record<string, Json> = {}): FieldProblem[] => [
    { path, code, facts },
  ];
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? at('input.missing')
        : at('input.wrong-type', { expected: issue.expected });
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: path === '' ? key : `${path}.${key}`,
        code: 'input.unknown-field',
        facts: {},
      }));
    case 'too_big':
      return at(issue.origin === 'array' ? 'input.too-many' : 'input.too-large', {
        most: Number(issue.maximum),
      });
    case 'too_small':
      return at(issue.origin === 'array' ? 'input.too-few' : 'input.too-small', {
        least: Number(issue.minimum),
      });
    case 'invalid_value':
      return issue.input === undefined
        ? at('input.missing')
        : at('input.not-one-of', { values: issue.values.map(String) });
    case 'invalid_key':
      return at('input.unknown-field');
    case 'custom':
    case 'invalid_format':
      return at(ownCode(issue), factsOf(issue));
    case 'invalid_union':
      return issue.input === undefined
        ? at('input.missing')
        : at('input.wrong-type', { expected: 'union' });
    default:
      return at('input.invalid-value');
  }
}

const ownCode = (issue: Issue) =>
  /^[a-z]+\.[a-z0-9-]+$/.test(issue.message) ? issue.message : 'input.invalid-value';

function factsOf(issue: Issue): Record<string, Json> {
  return 'params' in issue && issue.params !== undefined
    ? (issue.params as Record<string, Json>)
    : {};
}
