import { createHash } from 'node:crypto';
import {
  Body,
  Controller,
  Post,
  Query,
  Req,
  Res,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiConsumes } from '@nestjs/swagger';
import { EventStore, type CommandContext } from '@kursholder/eventstore';
import {
  Act,
  Context,
  Describes,
  identifier,
  Problem,
  ReaderLanguage,
  replay,
  RequestFingerprints,
  type Language,
} from '@kursholder/platform';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { importSentence } from '../labels/sentences';
import type { Finding } from './import-findings.rules';
import { ImportAgreement, type ImportReport } from './imports.module';

const mebibyte = 1024 * 1024;

const form = z.strictObject({ agreement: identifier.optional() });
const query = z.object({ dryRun: z.enum(['true', 'false']).optional() });

const findingReply = z.object({ path: z.string(), code: z.string(), message: z.string() });
const importReply = z
  .object({
    /** Null in the preview of a file that could not be read. */
    batch: z.string().nullable(),
    file: z.object({ name: z.string(), sha256: z.string() }),
    agreement: z.string().nullable(),
    created: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    rows: z.array(
      z.object({
        row: z.int(),
        reference: z.string().nullable(),
        outcome: z.enum(['created', 'changed', 'unchanged', 'heading', 'error']),
        errors: z.array(findingReply),
        assumptions: z.array(findingReply),
      }),
    ),
    /** Of the file itself; a row's own errors stand in the row. */
    errors: z.array(findingReply),
    assumptions: z.array(findingReply),
    position: z.int().nullable(),
  })
  .meta({ id: 'AgreementImport' });

/** A file of a form, as the form's reader holds it in memory. */
interface Upload {
  readonly originalname: string;
  readonly buffer: Buffer;
}

@Controller('/api/v1/imports')
export class ImportsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly store: EventStore,
    private readonly fingerprints: RequestFingerprints,
  ) {}

  @Post('agreement')
  @Act('imports')
  @ApiConsumes('multipart/form-data')
  @Describes('Import one table of a budget agreement from CSV or XLSX', importReply)
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: 10 * mebibyte, files: 1 } }))
  async agreement(
    @UploadedFile() upload: Upload | undefined,
    @Body({ schema: form }) { agreement }: z.infer<typeof form>,
    @Query({ schema: query }) { dryRun }: z.infer<typeof query>,
    @Context() context: CommandContext,
    @ReaderLanguage() language: Language,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    if (!upload) throw Problem.input('file', 'input.missing');
    // The form's file names come as Latin-1 (RFC 7578 leaves it open, browsers send UTF-8).
    const name = Buffer.from(upload.originalname, 'latin1').toString('utf8').slice(0, 300);
    const sha256 = createHash('sha256').update(upload.buffer).digest('hex');
    const fingerprint = this.fingerprints.of(request, { sha256, agreement: agreement ?? null });
    const keyed = { ...context, metadata: { request: fingerprint } };
    request.command = keyed;
    if (context.commandId !== undefined) {
      const earlier = await this.store.findCommand(context.log, context.commandId);
      if (earlier) return imported(replay(earlier, request, response) as ImportReport, language);
    }
    const file = { name, bytes: upload.buffer, sha256 };
    const isPreview = dryRun === 'true';
    const outcome = await this.bus.execute(new ImportAgreement(file, agreement, isPreview, keyed));
    switch (outcome.kind) {
      case 'refused':
        if (!isPreview) throw refusal(outcome.errors);
        // A preview tells what is wrong with the file; that is no error of its own.
        response.status(200);
        return {
          ...unread({ name, sha256 }),
          errors: outcome.errors.map((each) => worded(each, language)),
        };
      case 'duplicate':
        return imported(replay(outcome.first, request, response) as ImportReport, language);
      case 'imported':
      case 'unchanged':
      case 'previewed':
        response.status(outcome.kind === 'imported' ? 201 : 200);
        return { ...imported(outcome.report, language), position: outcome.position };
    }
  }
}

/** The preview of a file whose rows could not be read. */
const unread = (file: ImportReport['file']) => ({
  batch: null,
  file,
  agreement: null,
  created: 0,
  changed: 0,
  unchanged: 0,
  rows: [],
  assumptions: [],
  position: null,
});

const refusal = (errors: readonly Finding[]) =>
  new Problem(400, 'input.invalid', {
    errors: errors.map(({ path, code, facts }) => ({ path, code, facts })),
  });

/** The report with a sentence for each finding, in the reader's language. */
const imported = (report: ImportReport, language: Language) => ({
  ...report,
  errors: [],
  rows: report.rows.map((row) => ({
    ...row,
    errors: row.errors.map((each) => worded(each, language)),
    assumptions: row.assumptions.map((each) => worded(each, language)),
  })),
  assumptions: report.assumptions.map((each) => worded(each, language)),
});

const worded = (each: Finding, language: Language) => ({
  path: each.path,
  code: each.code,
  message: importSentence(language, each),
});
