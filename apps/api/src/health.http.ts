import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Problem, Public } from '@kursholder/platform';
import { Pool } from 'pg';

/** Set once the start is through; until then everything but `/health/live` is 503. */
export class Readiness {
  ready = false;
}

@ApiExcludeController()
@Controller('/health')
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly pool: Pool,
  ) {}

  @Get('live')
  @Public()
  live() {
    return { status: 'live' };
  }

  @Get('ready')
  @Public()
  async ready() {
    if (!this.readiness.ready) {
      throw new Problem(503, 'service.not-ready', { headers: { 'Retry-After': '1' } });
    }
    await this.pool.query('select 1');
    return { status: 'ready' };
  }
}
