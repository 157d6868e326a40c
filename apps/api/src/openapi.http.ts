import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { Act } from '@kursholder/platform';

/** The API's own document, made once when the server starts. */
export class ApiDocument {
  document: OpenAPIObject | undefined;
}

/** For anyone signed in; a controller, so that the guard stands before it. */
@ApiExcludeController()
@Controller('/api')
export class OpenApiController {
  constructor(private readonly api: ApiDocument) {}

  @Get('openapi.json')
  @Act('read')
  json(): OpenAPIObject | undefined {
    return this.api.document;
  }

  @Get('docs')
  @Act('read')
  @Header('Content-Type', 'text/html; charset=utf-8')
  docs(): string {
    return page(this.api.document);
  }
}

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (mark) => `&#${String(mark.charCodeAt(0))};`);

/** A plain page that needs no script, so it works under the strictest policy. */
function page(document: OpenAPIObject | undefined): string {
  const routes = Object.entries(document?.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { summary?: string; requestBody?: unknown }>).map(
      ([method, { summary, requestBody }]) =>
        `<tr><td><code>${method.toUpperCase()}</code></td><td><code>${escape(path)}</code></td><td>${escape(summary ?? '')}${
          requestBody === undefined
            ? ''
            : `<details><summary>Body</summary><pre>${escape(JSON.stringify(requestBody, null, 2))}</pre></details>`
        }</td></tr>`,
    ),
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kursholder API</title></head>
<body><main><h1>Kursholder API</h1><p>The whole description is <a href="/api/openapi.json">openapi.json</a>.</p>
<table><thead><tr><th>Method</th><th>Path</th><th>What it does</th></tr></thead><tbody>${routes.join('\n')}</tbody></table></main></body></html>`;
}
