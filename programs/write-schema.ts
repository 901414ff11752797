import { writeFileSync } from 'node:fs';
import { programJsonSchema } from './schema';

// `npm run schema`, from the project's root: the committed file is what editors read.
writeFileSync('programs/program.schema.json', `${JSON.stringify(programJsonSchema(), null, 2)}\n`);
