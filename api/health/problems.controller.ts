import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import type { ErrorCode } from '../../domain/errors';
import { DomainError, ERRORS } from '../../domain/errors';
import { Public } from '../http/route-rules';
import { problemPage } from '../problem';
import { ProblemPageDto } from './problems.dto';

const CODES = new Map((Object.keys(ERRORS) as ErrorCode[]).map((code) => [problemPage(code), code]));

/** The page that a problem's `type` names. */
@ApiTags('problems')
@Controller('problems')
export class ProblemsController {
  /** What a kind of problem means. */
  @Get(':page')
  @Public()
  @ZodResponse({ status: 200, type: ProblemPageDto })
  one(@Param('page') page: string): ProblemPageDto {
    const code = CODES.get(page);
    if (!code) throw new DomainError('REQUEST.NOT_FOUND', '');
    return { code, ...ERRORS[code] };
  }
}
