import { expect, it } from 'vitest';
import { lookAlikeWarnings } from './look-alike.ts';
import { createTicketText } from './ticket-text.ts';
import { aRequest } from './ticket-text.unit.spec.ts';
